"""A run comes to its end by itself."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.audit import recording
from mhst.audit.models import AuditEvent
from mhst.core.actors import SYSTEM
from sessions_app import tasks
from sessions_app.actions import attendance
from sessions_app.actions import series as series_actions
from sessions_app.actions.waiting_list import WHY
from sessions_app.enums import AttendanceCode, CancelReason, ReferralState, SeriesState, SessionState
from sessions_app.models import Notice, Series, SupportSession, Waiting
from sessions_app.rules.attendance import Came
from tests.factories import WaitingFactory, World, YoungPersonFactory, world
from tests.factories.casework import ReferralFactory
from tests.support.writing_up import AFTERWARDS, WEEK, one_to_one, session_of

pytestmark = pytest.mark.django_db
SEEN = Came(AttendanceCode.ON_TIME, minutes=45)


@pytest.fixture
def there() -> Iterator[World]:
    with at(0):
        yield world(pupils=1)


def state() -> str:
    return Series.objects.values_list("state", flat=True).get()


def at(weeks: int) -> time_machine.travel:
    return time_machine.travel(AFTERWARDS + weeks * WEEK, tick=False)


def test_once_the_last_session_is_written_down_the_run_is_finished(
    there: World, django_capture_on_commit_callbacks
) -> None:
    referral = one_to_one(there, sessions=2)
    for number, then in ((1, SeriesState.CONFIRMED), (2, SeriesState.COMPLETED)):
        with at(number - 1), django_capture_on_commit_callbacks(execute=True):
            session, person = session_of(referral, number), there.pupils[0]
            attendance.record(session=session, came={person.pk: SEEN}, by=there.practitioner.user)
        assert state() == then
    assert AuditEvent.objects.filter(verb__contains="series_end").exists()
    assert referral.courses.get().ended_on is None  # a review is due, and a person closes


def test_a_run_whose_last_day_is_past_is_finished_by_the_sweep_and_can_still_be_written_up(there: World) -> None:
    referral = one_to_one(there, sessions=2)
    with at(1):
        tasks.finish_runs()
    assert state() == SeriesState.CONFIRMED
    with time_machine.travel(AFTERWARDS + WEEK + dt.timedelta(days=1), tick=False):
        tasks.finish_runs()
        assert state() == SeriesState.COMPLETED
        person = there.pupils[0].pk
        attendance.record(session=session_of(referral, 2), came={person: SEEN}, by=there.practitioner.user)


def test_what_may_still_take_place_keeps_a_run_open(there: World) -> None:
    one_to_one(there, sessions=2)
    with recording.acting(by=SYSTEM, verb="test"):
        SupportSession.objects.filter(number=2).update(state=SessionState.CANCELLED, cancel_reason="other")
    with time_machine.travel(AFTERWARDS + dt.timedelta(days=1), tick=False):  # the second can be revived
        tasks.finish_runs()
        assert state() == SeriesState.CONFIRMED
        series_actions.pause(series=Series.objects.get(), note="Exams", by=there.manager)
    with at(9):  # a paused run goes on one day
        tasks.finish_runs()
    assert state() == SeriesState.PAUSED


@pytest.mark.parametrize("ending", ["finished", "cancelled"])
def test_whoever_works_with_those_who_still_waited_is_told_when_the_list_ends(there: World, ending: str) -> None:
    one_to_one(there, sessions=1)
    series = Series.objects.get()
    colleague, person = there.practitioners[1], YoungPersonFactory(school=there.school)
    held = ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=ReferralState.ALLOCATED, practitioner=colleague
    )  # fmt: skip
    WaitingFactory(series=series, young_person=person)
    with recording.acting(by=SYSTEM, verb="test"):
        Notice.objects.all().delete()
    if ending == "cancelled":
        with time_machine.travel(AFTERWARDS - WEEK, tick=False):
            series_actions.cancel(series=series, reason=CancelReason.OTHER, by=there.manager)
    else:
        with time_machine.travel(AFTERWARDS + dt.timedelta(days=1), tick=False):
            tasks.finish_runs()
    assert (state(), Waiting.objects.count()) == ({"finished": "completed"}.get(ending, ending), 0)
    about = Notice.objects.get(referral=held)
    assert (about.to, about.sentence) == (colleague.user, WHY.format(series=series, is_over=f"is {ending}"))
    told = Notice.objects.get(series=series, to=there.practitioner.user).sentence
    assert "1 young person on its waiting list had no place" in told
