"""The library of advice: the same words agreed by both, read by a third, found by everybody who asks or answers."""

from uuid import uuid4

import pytest

from mhst.access.enums import RoleName
from mhst.core.errors import Conflict, Refused
from school_link.actions import advice, room
from school_link.actions import library as actions
from school_link.models import Excerpt
from school_link.queries import library
from tests.factories import SchoolFactory, YoungPersonFactory, member_of
from tests.factories.school_link import ExcerptFactory
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
LIBRARY = "/consultations/library/"


@pytest.fixture
def link() -> Link:
    return a_link()


def test_from_agreed_advice_to_what_another_school_finds(client, link) -> None:
    YoungPersonFactory(school=link.school, given_name="Torquil")
    one = link.agreed()
    page = f"/consultations/{one.pk}/offer/"
    client.force_login(link.sam)
    assert client.get(page).context["form"].initial == {"words": "About understand.\n\nAbout try.", "version": 0}
    named = {"words": "Torquil comes in early.", "version": 0}
    assert "<strong>Torquil</strong>" in client.post(page, named).text
    assert not Excerpt.objects.exists()
    assert client.post(page, {"words": "A planned way in.", "version": 0}).url == f"/consultations/{one.pk}/"
    client.force_login(link.spec)
    assert "The school agrees" in client.get(page).text
    assert client.post(page, {"words": "A planned way in, early.", "version": 0}).status_code == 422  # not read
    client.post(page, {"words": "A planned way in, early.", "version": 1})
    excerpt = Excerpt.objects.get()
    assert (excerpt.state, excerpt.school_agrees) == ("offered", None)
    actions.offer(consultation=one, words="A planned way in, early.", version=2, by=link.dee)

    read = f"{LIBRARY}{excerpt.pk}/read/"
    assert client.get(read).status_code == 404  # whoever answered is no second reader
    assert client.get(LIBRARY, {"q": "planned"}).text.count("A planned way in") == 0
    client.force_login(link.toni)
    assert read in client.get(LIBRARY).text
    assert "A planned way in, early." in client.get(read).text
    assert client.post(read, {"let-out": "1"}).url == LIBRARY
    assert client.get(read).status_code == 404
    client.force_login(member_of(SchoolFactory(), RoleName.SCHOOL_STAFF))
    assert "A planned way in, early." in client.get(LIBRARY, {"q": "EARLY planned"}).text
    assert link.school.name not in client.get(LIBRARY).text
    assert "Nothing found" in client.get(LIBRARY, {"q": "planned", "theme": "loss"}).text
    client.force_login(link.sam)
    assert "It is in the library of advice" in client.get(f"/consultations/{one.pk}/").text
    with pytest.raises(Conflict, match="in the library of advice already"):
        actions.offer(consultation=one, words="More", version=2, by=link.sam)
    assert "in the library of advice already" in client.get(page).text

    out = f"/consultations/{one.pk}/take-out/"
    assert client.post(out, {"because": " "}).status_code == 422
    assert client.post(out, {"because": "The mother knows the school."}).url == f"/consultations/{one.pk}/"
    assert client.get(out).status_code == 409
    assert "took it out of the library of advice" in client.get(f"/consultations/{one.pk}/").text
    assert "Nothing found" in client.get(LIBRARY, {"q": "planned"}).text
    excerpt.refresh_from_db()
    kept = (excerpt.state, excerpt.removed_by, excerpt.removed_because)
    assert kept == ("removed", link.sam, "The mother knows the school.")
    with pytest.raises(Refused):
        actions.take_out(consultation=one, because="x", by=member_of(SchoolFactory(), RoleName.SCHOOL_STAFF))
    with pytest.raises(Refused, match="Say why"):
        actions.take_out(consultation=ExcerptFactory(consultation=link.asked()).consultation, because="", by=link.sam)


def test_what_is_kept_out_is_found_by_nobody_and_strangers_offer_nothing(client, link) -> None:
    one = link.agreed()
    for by, version in ((link.sam, 0), (link.spec, 1)):
        actions.offer(consultation=one, words="Theirs", version=version, by=by)
    excerpt = Excerpt.objects.get()
    for by in (link.sam, link.spec):
        with pytest.raises(Refused):
            actions.decide(excerpt=excerpt, lets_out=True, by=by)
    for wrong in ("", "x" * 3001):
        with pytest.raises(Refused):
            actions.offer(consultation=one, words=wrong, version=1, by=link.sam)
    client.force_login(link.toni)
    client.post(f"{LIBRARY}{excerpt.pk}/read/", {"keep-out": "1"})
    assert "Theirs" not in client.get(LIBRARY).text
    waits = link.asked()

    def answers(user) -> list[int]:
        client.force_login(user)
        pages = [f"/consultations/{each.pk}/offer/" for each in (one, waits)] + [f"{LIBRARY}{excerpt.pk}/read/"]
        return [client.get(page).status_code for page in pages]

    assert answers(link.dee) == [409, 403, 403]
    assert answers(member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == [404, 404, 403]


@pytest.mark.both_engines
def test_words_are_found_in_any_case(link) -> None:
    ExcerptFactory(consultation=link.asked())
    pages = [library.found(link.sam, text, "", 1) for text in ("PLANNED in", "x")]
    assert [page.paginator.count for page in pages] == [1, 0]


def test_who_wrote_a_part_is_no_second_reader(link) -> None:
    one = link.taken()
    advice.save(consultation=one, kind="try", base=0, words="A planned way in.", mid=uuid4(), by=link.spec)
    room.pass_on(consultation=one, to=link.toni, by=link.spec)
    excerpt = ExcerptFactory(
        consultation=one, state="agreed", school_agrees=link.sam, specialist_agrees=link.toni,
        shown="", read_by=None, read_at=None,
    )  # fmt: skip
    assert library.to_read(link.spec) == []
    with pytest.raises(Refused, match="had no part in it"):
        actions.decide(excerpt=excerpt, lets_out=True, by=link.spec)
