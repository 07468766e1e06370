"""One test for each rule of what is the first contact of the national four-week clock."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.enums import AttendanceCode as Code
from sessions_app.enums import GroupSessionType, Mechanism
from sessions_app.models import HeadCount, Referral
from sessions_app.queries.measures_due import contacts_of
from sessions_app.queries.progress import dates_of, first_contact_of
from tests.factories import A_MONDAY, World
from tests.factories.indirect_activity import IndirectActivityFactory
from tests.support.writing_up import AFTERWARDS, WEEK, came, one_to_one, session_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    """Received a week before its first session."""
    return one_to_one(there)


def in_turn(referral: Referral, **each: list[str]) -> list[dt.date | None]:
    """The first contact after one session more was written down, from the last of them to the first."""
    [(name, values)] = each.items()
    found = []
    for number, value in reversed(list(enumerate(values, start=1))):
        came(session_of(referral, number), **{name: value})
        contact = first_contact_of(referral)
        found.append(contact and contact[0])
    return found


def weeks(*numbers: int) -> list[dt.date]:
    return [A_MONDAY + number * WEEK for number in numbers]


def test_somebody_who_came_late_and_was_seen_has_a_contact_too(referral: Referral) -> None:
    assert in_turn(referral, code=[Code.LATE_SEEN, Code.ON_TIME]) == weeks(1, 0)


def test_somebody_who_was_not_seen_has_none(referral: Referral) -> None:
    codes = [Code.LATE_NOT_SEEN, Code.NOT_BROUGHT, Code.CANCELLED_BY_PERSON, Code.CANCELLED_BY_SERVICE]
    assert in_turn(referral, code=codes) == [None] * 4


def test_in_person_by_phone_talk_type_and_video_count(referral: Referral) -> None:
    ways = [Mechanism.FACE_TO_FACE, Mechanism.TELEPHONE, Mechanism.TALK_TYPE, Mechanism.VIDEO]
    assert in_turn(referral, mechanism=ways) == weeks(3, 2, 1, 0)


def test_messages_and_chat_do_not_count_though_they_were_there(referral: Referral) -> None:
    ways = [Mechanism.EMAIL, Mechanism.TEXT, Mechanism.INSTANT_MESSAGES, Mechanism.CHAT_ROOM, Mechanism.OTHER]
    assert in_turn(referral, mechanism=ways) == [None] * 5
    assert dates_of(referral).last_seen_on == A_MONDAY + 4 * WEEK


def test_people_counted_by_head_have_no_contact(referral: Referral) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        HeadCount.objects.create(
            session=session_of(referral), kind=GroupSessionType.HEALTH_PROMOTION, came=9, minutes=45
        )
    assert first_contact_of(referral) is None


def test_work_about_them_without_them_there_counts(referral: Referral) -> None:
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY - 3 * DAY)
    assert first_contact_of(referral) == (A_MONDAY - 3 * DAY, True)


def test_the_earlier_of_the_two_is_the_first(referral: Referral) -> None:
    came(session_of(referral))
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY + DAY)
    assert first_contact_of(referral) == (A_MONDAY, False)
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY - DAY)
    assert first_contact_of(referral) == (A_MONDAY - DAY, True)


def test_on_the_same_day_having_been_seen_is_what_is_said(referral: Referral) -> None:
    came(session_of(referral))
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY)
    assert first_contact_of(referral) == (A_MONDAY, False)


def test_work_before_the_request_came_is_advice_and_does_not_count(referral: Referral) -> None:
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY - WEEK - DAY)
    assert first_contact_of(referral) is None
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY - WEEK)
    assert first_contact_of(referral) == (A_MONDAY - WEEK, True)


def test_what_was_withdrawn_does_not_count(referral: Referral) -> None:
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY - DAY, withdrawn=True)
    assert first_contact_of(referral) is None


def test_work_about_another_referral_of_theirs_does_not_count(referral: Referral) -> None:
    IndirectActivityFactory(referral__young_person=referral.young_person, referral__closed=True)
    assert first_contact_of(referral) is None


def test_work_about_them_is_not_having_seen_them(referral: Referral) -> None:
    IndirectActivityFactory(referral=referral, done_on=A_MONDAY)
    assert dates_of(referral).last_seen_on is None


def test_it_is_one_of_the_contacts_between_which_measures_are_paired(referral: Referral) -> None:
    came(session_of(referral))
    for day in (A_MONDAY, A_MONDAY - DAY):
        IndirectActivityFactory(referral=referral, done_on=day)
    assert contacts_of(referral) == [A_MONDAY - DAY, A_MONDAY]
