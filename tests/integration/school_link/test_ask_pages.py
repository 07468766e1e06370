"""Asking on pages: saved as it is typed, warned once, sent by a lead."""

import pytest
from django.db import connection

from mhst.access.enums import RoleName
from school_link.actions import consultation as actions
from school_link.models import Consultation
from sessions_app.models import Message
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

    assert client.post(check, {"version": 2}).status_code == 422  # warned; nothing is sent by it
    assert Consultation.objects.get().state == "draft"
    client.post(save, {**ASK, "version": 2, "tried": "Typed since, in another tab."})
    late = client.post(check, {"version": 2, "as-it-is": "1"})
    assert (late.status_code, "Not sent: the draft has changed" in late.text) == (409, True)
    assert "Typed since, in another tab." in late.text
    assert '<input type="hidden" name="version" value="3">' in late.text
    assert client.post(check, {"as-it-is": "1"}).status_code == 409  # a page that does not say what it showed
    where = client.post(check, {"version": 3, "as-it-is": "1"}).url
    assert client.post(check, {"version": 3, "as-it-is": "1"}).url == where  # pressed twice, sent once
    client.force_login(link.dee)  # another lead, from a page of before
    assert f"{link.sam.name} has sent it already" in client.post(check, {"version": 3}, follow=True).text
    client.force_login(link.sam)
    one = Consultation.objects.get()
    assert (one.state, where) == ("waiting", f"/consultations/{one.pk}/")
    assert "Answer due" in client.get(where).text
    assert client.get(write).status_code == 403
    late = client.post(write, {**ASK, "tried": "Typed too late.", "version": 3})
    assert (late.status_code, "Typed too late." in late.text, "It has been sent." in late.text) == (422, True, True)
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
    one = Consultation.objects.get()
    for _ in range(2):  # pressed twice, given once
        assert client.post(check, {"version": 1}).url == f"/consultations/{one.pk}/"
    assert Message.objects.count() == 2  # each lead is told
    client.force_login(link.dee)
    assert client.get(f"/consultations/{one.pk}/").url == check
    discard = check.replace("check/", "discard/")
    assert f"{one.written_by.name} wrote it and gave it to you" in client.get(discard).text
    said = client.post(discard, follow=True).text
    assert f"{one.written_by.name} does not have it any more either, and is told." in said
    assert not Consultation.objects.exists()
    assert [each.words for each in Message.objects.all() if each.address == one.written_by.email] == ["news"]
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
    assert client.post(check, {"version": 1}).status_code == 403
    assert "Deleted. Nobody else has read it." in client.post(check.replace("check/", "discard/"), follow=True).text


def test_of_two_who_answer_the_second_reads_the_first_and_adds(client, link) -> None:
    one = link.taken()
    question = actions.ask_back(consultation=one, words="How is home?", by=link.spec)
    page = f"/consultations/{one.pk}/questions/{question.pk}/"
    for user in (link.sam, link.dee):
        client.force_login(user)
        assert 'name="seen" value="0"' in client.get(page).text
    client.force_login(link.sam)
    assert client.post(page, {"words": "Quiet.", "seen": 0}).status_code == 302
    client.force_login(link.dee)
    assert client.post(page, {"words": "", "seen": 0}).status_code == 422
    late = client.post(page, {"words": "Two brothers.", "seen": 0})
    assert late.status_code == 409
    for words in ("Two brothers.</textarea>", "Quiet.", f"{link.sam.name} has answered meanwhile", 'value="1"'):
        assert words in late.text
    assert client.post(page, {"words": "Two brothers.", "seen": 1}).status_code == 302
    client.force_login(link.spec)
    shown = client.get(f"/consultations/{one.pk}/").text
    assert shown.index("Quiet.") < shown.index("Two brothers.")
