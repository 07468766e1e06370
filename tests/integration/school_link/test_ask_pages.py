"""Asking on pages: saved as it is typed, warned once, sent by a lead."""

import pytest
from django.db import connection

from mhst.access.enums import RoleName
from school_link.models import Consultation
from tests.factories import YoungPersonFactory, member_of
from tests.factories.school_link import DutyFactory
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db
ASK = {
    "urgency": "routine", "theme": "loss", "year_group": "9", "concern": "Robyn sleeps in lessons. Born 3/9/2012.",
    "tried": "Talks.", "wanted": "What to say.", "is_no_emergency": "on",
}  # fmt: skip


@pytest.fixture
def link() -> Link:
    return a_link()


def test_from_the_first_word_to_the_desk(client, link) -> None:
    YoungPersonFactory(school=link.school, given_name="Robyn", family_name="Quill")
    client.force_login(link.sam)
    write = client.post("/consultations/new/").url
    assert "Nobody is on the rota now" in client.get(write).text
    save = write.replace("write/", "save/")
    kept = client.post(save, {"version": 0, "concern": "Half a sentence"}, headers={"accept": "application/json"})
    assert kept.json()["version"] == 1
    assert client.post(save, {"version": 0, "concern": "Old"}).status_code == 409
    assert client.post(save, {"version": "x"}).status_code == 422
    assert client.get(write.replace("write/", "standing/")).json()["writer"] == str(link.sam.pk)
    check = client.post(write, {**ASK, "version": 1, "look": "1"}).url
    page = client.get(check).text
    assert page.count("<strong>Robyn</strong>") == 1
    assert "<strong>3/9/2012</strong>" in page

    assert client.post(check).status_code == 422  # warned; nothing is sent by it
    assert Consultation.objects.get().state == "draft"
    where = client.post(check, {"as-it-is": "1"}).url
    one = Consultation.objects.get()
    assert (one.state, where) == ("waiting", f"/consultations/{one.pk}/")
    assert "Answer due" in client.get(where).text
    assert client.get(write).status_code == 403
    assert "Answer due" in client.get("/consultations/").text
    assert not any("Robyn" in text or "Does this name" in text for text in _all_that_is_kept())


def _all_that_is_kept() -> list[str]:
    """Every column of the tables of consultations and of the audit, as the database has them."""
    with connection.cursor() as cursor:
        names = [n for n in connection.introspection.table_names() if n.startswith(("school_link", "audit_"))]
        found: list[str] = []
        for name in names:
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608  names of our own tables
            found += [_text(value) for row in cursor.fetchall() for value in row]
    assert len(found) > 100
    return found


def _text(value: object) -> str:
    return bytes(value).decode("latin1") if isinstance(value, bytes | memoryview) else str(value)


def test_staff_give_it_to_their_lead_and_may_throw_it_away(client, link) -> None:
    DutyFactory(desk=link.desk)
    client.force_login(member_of(link.school, RoleName.SCHOOL_STAFF))
    write = client.post("/consultations/new/").url
    assert "Nobody is on the rota now" not in client.get(write).text
    check = client.post(write, {**ASK, "concern": "Sleeps.", "version": 0, "look": "1"}).url
    assert client.post(check).status_code == 302
    client.force_login(link.dee)
    one = Consultation.objects.get()
    assert client.get(f"/consultations/{one.pk}/").url == check
    assert client.post(check.replace("check/", "discard/")).url == "/consultations/"
    assert not Consultation.objects.exists()
    assert client.get("/consultations/").status_code == 200


def test_what_is_not_said_is_named_and_whoever_has_two_schools_chooses(client, link) -> None:
    from tests.factories import MembershipFactory, SchoolFactory

    other = SchoolFactory(council=link.school.council)
    MembershipFactory(user=link.sam, school=other)
    client.force_login(link.sam)
    assert client.post("/consultations/new/", {}).status_code == 422
    write = client.post("/consultations/new/", {"school": str(other.pk)}).url
    assert Consultation.objects.get().school == other
    check = client.post(write, {"version": 0, "look": "1"}).url
    assert "How soon an answer is needed" in client.get(check).text
    assert client.post(check).status_code == 403
