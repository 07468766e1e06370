"""The advice on pages: with the page's own code and without any, to both signatures and paper."""

import io
from uuid import uuid4

import pytest
from django.urls import resolve
from pypdf import PdfReader

from mhst.access.enums import RoleName
from school_link.actions import advice
from school_link.actions.consultation import withdraw
from school_link.enums import RESPONSIBILITY, AdviceKind
from school_link.models import AdviceHold, AdviceText
from tests.factories import SchoolFactory, member_of
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def link() -> Link:
    return a_link()


def test_without_a_script_from_taking_up_to_the_paper(client, link) -> None:
    one = link.taken()
    base = f"/consultations/{one.pk}/advice/"
    client.force_login(link.spec)
    client.get(f"/consultations/{one.pk}/room/")
    for kind in AdviceKind:
        page = client.post(f"{base}{kind}/take-up/").url
        first = client.get(page).context["form"].initial
        said = {"words": f"About {kind}.", "base": first["base"], "mid": str(first["mid"])}
        assert client.post(page, said).url == f"/consultations/{one.pk}/room/"
    assert client.get(f"{base}pdf/").status_code == 404  # not agreed yet
    assert "Not signed yet" in client.get(f"/consultations/{one.pk}/").text
    sign = client.get(f"{base}sign/")
    assert RESPONSIBILITY in sign.text
    edition = {"edition": sign.context["form"].initial["edition"]}
    assert client.post(f"{base}sign/", edition).status_code == 409
    assert client.post(f"{base}sign/", {**edition, "is_read": "on"}).url == f"/consultations/{one.pk}/"

    client.force_login(link.sam)
    assert "Waits for the school to sign" in client.get(f"/consultations/{one.pk}/").text
    assert client.post(f"{base}sign/", {"edition": 3, "is_read": "on"}).context["form"].data["edition"] == 5
    client.post(f"{base}sign/", {**edition, "is_read": "on"})
    paper = client.get(f"{base}pdf/")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert [f"About {kind}." in words for kind in AdviceKind] == [True] * 5
    assert "accepted." in words
    assert link.sam.name in words
    assert link.spec.name in words
    assert "About try." in client.get(f"{base}try/versions/").text


def test_words_of_two_who_wrote_at_once_are_both_kept(client, link) -> None:
    one = link.taken()
    page = f"/consultations/{one.pk}/advice/try/"
    client.force_login(link.spec)
    assert client.post(page, {"words": "Short lessons.", "base": 0, "mid": str(uuid4())}).status_code == 302
    client.force_login(link.sam)
    again = client.post(page, {"words": "A quiet table.", "base": 0, "mid": str(uuid4())})
    assert again.status_code == 409
    assert "Short lessons." in again.text
    form = again.context["form"]
    assert (form["words"].value(), form["base"].value()) == ("A quiet table.", 1)
    both = {"words": "Short lessons at a quiet table.", "base": 1, "mid": str(form["mid"].value())}
    assert client.post(page, both).status_code == 302
    assert [text.words for text in AdviceText.objects.order_by("number")] == ["Short lessons.", both["words"]]


def test_with_the_pages_own_code(client, link) -> None:
    one = link.taken()
    part = f"/consultations/{one.pk}/advice/risk/"
    client.force_login(link.spec)
    assert client.post(f"{part}take-up/", headers=JSON).json() == {"words": "", "number": 0}
    client.force_login(link.sam)
    held = client.post(f"{part}take-up/", headers=JSON)
    assert (held.status_code, held.json()["code"]) == (409, "held")
    assert f"{link.spec.name} writes this part now" in client.get(f"/consultations/{one.pk}/advice/").text
    assert client.post(f"{part}take-up/").url == f"/consultations/{one.pk}/room/"
    client.force_login(link.spec)
    assert client.post(f"{part}let-go/", headers=JSON).json() == {}
    assert client.post(f"{part}let-go/").status_code == 302
    saved = {"words": "Ask again on Friday.", "base": "0", "mid": str(uuid4())}
    assert client.post(part, saved, headers=JSON).json() == {}
    stale = client.post(part, {**saved, "mid": str(uuid4())}, headers=JSON)
    assert (stale.status_code, stale.json()["number"]) == (409, 1)
    assert client.post(part, {**saved, "mid": "?"}, headers=JSON).status_code == 409


def test_who_is_not_in_the_room_writes_and_signs_nothing(client, link) -> None:
    one = link.taken()
    base = f"/consultations/{one.pk}/advice/"

    def answers(user) -> list[int]:
        client.force_login(user)
        asks = [client.get(f"{base}{part}").status_code for part in ("sign/", "pdf/", "try/", "other/")]
        return [*asks, client.post(f"{base}try/take-up/", headers=JSON).status_code]

    assert answers(link.dee) == [403, 404, 403, 404, 403]
    assert answers(link.toni) == [403, 404, 403, 404, 403]
    next_door = SchoolFactory(council=link.school.council)
    assert answers(member_of(next_door, RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == [404] * 5


def test_the_pages_code_is_told_when_it_is_over(client, link) -> None:
    one = link.taken()
    withdraw(consultation=one, by=link.sam)
    client.force_login(link.spec)
    for path in ("try/take-up/", "try/"):
        answer = client.post(f"/consultations/{one.pk}/advice/{path}", {"words": "More"}, headers=JSON)
        assert (answer.status_code // 100, answer.headers["content-type"]) == (4, "application/json"), path
        assert answer.json()["error"]


def test_a_withdrawn_room_says_so_and_nobody_writes_in_it(client, link) -> None:
    one = link.taken()
    advice.save(consultation=one, kind="try", base=0, words="A quiet table.", mid=uuid4(), by=link.sam)
    advice.take_up(consultation=one, kind="try", by=link.sam)
    client.force_login(link.spec)
    client.get(f"/consultations/{one.pk}/room/")
    writes, panel = f"{link.sam.name} writes this part now", f"/consultations/{one.pk}/advice/"
    assert writes in client.get(panel).text
    withdraw(consultation=one, by=link.sam)
    people = client.get(f"/consultations/{one.pk}/room/people/").text
    room = client.get(f"/consultations/{one.pk}/room/").text
    for page in (people, room):
        assert "The school has withdrawn this consultation." in page
    for page in (room, client.get(panel).text):
        assert writes not in page
        assert "it never counts as advice given" in page
    assert not AdviceHold.objects.exists()


def test_who_has_not_been_there_for_two_months_enters_and_signs(client, link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one = link.written()
    time_machine.move_to("2026-12-15 10:00+00:00", tick=False)
    client.force_login(link.sam)
    assert "Enter the room" in client.get(f"/consultations/{one.pk}/").text
    sign = f"/consultations/{one.pk}/advice/sign/"
    edition = client.get(sign).context["form"].initial["edition"]
    assert client.post(sign, {"edition": edition, "is_read": "on"}).status_code == 302
    assert one.signatures.get().user == link.sam


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in() -> None:
    for path in (f"/consultations/{uuid4()}/advice/try/take-up/", f"/link/workshops/{uuid4()}/now/"):
        assert resolve(path).func.is_no_activity is True
