"""After the advice: who it was, with what had been written going on into a request; and what happened."""

import datetime as dt

import pytest

from mhst.access.enums import RoleName
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.people.models import YoungPerson
from realtime.models import Conversation
from school_link.actions import after
from school_link.models import FollowUp, Naming
from sessions_app.models import Message, Referral
from tests.factories import SchoolFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.support.consultation import Link, a_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    found = a_link()
    TeamSchoolFactory(school=found.school)
    return found


@pytest.fixture
def torquil(link) -> YoungPerson:
    return YoungPersonFactory(school=link.school, given_name="Torquil")


def test_named_with_an_agreement_it_becomes_a_request_without_typing_again(client, link, torquil) -> None:
    one = link.agreed()
    YoungPersonFactory(school=SchoolFactory(), given_name="Torquil")
    page = f"/consultations/{one.pk}/name/"
    client.force_login(link.dee)
    assert torquil.name not in client.get(page).text  # nobody is listed before somebody asks
    shown = client.get(page, {"text": "torq"}).text
    assert shown.count("Torquil") == 1
    said = {"text": "torq", "pupil": str(torquil.pk), "because": "agreed"}
    assert client.post(page, said).status_code == 422
    check = client.post(page, {**said, "words": "Their mother, by phone, today."}).url
    draft = client.get(check).text
    for words in (torquil.name, one.concern, "What to try: About try.", one.tried, one.wanted):
        assert words in draft
    assert not Referral.objects.exists()  # it is looked over and sent as any other
    naming = Naming.objects.get()
    assert AuditEvent.objects.filter(row_id=str(naming.pk), person_id=str(torquil.pk)).exists()
    assert "Their mother" in client.get(f"/consultations/{one.pk}/").text
    assert client.get(page).status_code == 409
    client.force_login(link.spec)
    theirs = client.get(f"/consultations/{one.pk}/").text
    assert "has said who it is" in theirs
    assert "Torquil" not in theirs
    assert "Their mother" not in theirs


def test_it_is_not_named_too_early_nor_by_anybody_nor_without_a_reason(client, link, torquil) -> None:
    one, waits = link.taken(), link.asked()

    def answers(user) -> list[int]:
        client.force_login(user)
        return [client.get(f"/consultations/{one.pk}/{page}/").status_code for page in ("name", "what-happened")]

    assert answers(link.spec) == [403, 403]
    assert answers(link.sam) == [200, 409]  # nothing is agreed that something could have come of
    assert answers(member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD)) == [404, 404]
    say = {"pupil": torquil, "because": "safeguarding", "words": "Bruises.", "by": link.sam}
    for wrong in ({"consultation": waits}, {"words": " "}, {"pupil": YoungPersonFactory()}, {"by": link.spec}):
        with pytest.raises(Refused):
            after.name(**{"consultation": one, **say, **wrong})
    after.name(consultation=one, **say)
    with pytest.raises(Conflict):
        after.name(consultation=one, **say)


def test_what_happened_is_asked_after_four_and_six_weeks_and_told_once(client, link, time_machine) -> None:
    time_machine.move_to("2026-10-01 10:00+00:00", tick=False)
    one = link.agreed()
    asked = []
    for days in (27, 29, 30, 43, 44):
        time_machine.move_to(dt.datetime(2026, 10, 1, 10, tzinfo=dt.UTC) + dt.timedelta(days=days), tick=False)
        after.ask_what_happened(by=SYSTEM)
        asked.append(Message.objects.count())
    assert asked == [0, 1, 1, 2, 2]
    assert {(letter.address, letter.words) for letter in Message.objects.all()} == {(link.sam.email, "follow_up")}
    page = f"/consultations/{one.pk}/what-happened/"
    client.force_login(link.sam)
    assert page in client.get("/consultations/").text
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"outcome": "in_school", "words": ""}).url == f"/consultations/{one.pk}/"
    assert client.get(page).status_code == 409
    assert "Went on in school" in client.get(f"/consultations/{one.pk}/").text
    one.refresh_from_db()
    states = (one.state, Conversation.objects.get().state)
    assert (*states, FollowUp.objects.get().told_by) == ("closed", "ended", link.sam)
