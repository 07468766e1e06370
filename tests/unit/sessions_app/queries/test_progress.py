"""When a review is due: half-way and at the end, until somebody has looked back."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from sessions_app.actions import progress
from sessions_app.enums import ReferralState
from sessions_app.models import Referral
from sessions_app.queries.progress import dates_of, half_way
from sessions_app.queries.review import due_at
from sessions_app.queries.write_up import reviews_due
from sessions_app.rules.referral_step import review_of, suggested
from tests.factories import A_MONDAY, SeriesFactory, SupportSessionFactory, World, world
from tests.factories.casework import CourseFactory, ReferralMoveFactory, SessionRecordFactory
from tests.support.timetable import as_user
from tests.support.writing_up import AFTERWARDS, WEEK, came, one_to_one, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


def reviewed(referral: Referral, on: dt.date) -> None:
    at = dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC)
    ReferralMoveFactory(referral=referral, to_state=ReferralState.REVIEW, at=at)


@pytest.mark.parametrize(
    ("count", "planned", "expected"),
    [(8, {}, 4), (7, {}, 3), (6, {}, 3), (5, {}, None), (1, {}, None), (5, {2: "Look back together, half-way"}, 2)],
)
def test_half_way_is_what_the_plan_says_or_the_middle(count: int, planned: dict, expected: int | None) -> None:
    assert half_way(count, planned) == expected


def test_a_review_is_due_half_way_and_at_the_end(there: World) -> None:
    referral = one_to_one(there, state=ReferralState.IN_INTERVENTION)
    half, end = A_MONDAY + 3 * WEEK, A_MONDAY + 7 * WEEK
    assert dates_of(referral).review_due_on == half
    reviewed(referral, half - dt.timedelta(days=8))
    assert dates_of(referral).review_due_on == half
    reviewed(referral, half - dt.timedelta(days=7))
    assert dates_of(referral).review_due_on == end
    reviewed(referral, end)
    assert dates_of(referral).review_due_on is None


def test_a_second_course_booked_the_same_day_is_looked_back_at_too(there: World) -> None:
    referral = one_to_one(there, state=ReferralState.IN_INTERVENTION)
    reviewed(referral, A_MONDAY + 7 * WEEK)
    again = SeriesFactory(school=there.school, team=there.team, session_count=6, first_on=A_MONDAY + 10 * WEEK)
    for number in range(1, 7):
        SupportSessionFactory(series=again, number=number, date=A_MONDAY + (9 + number) * WEEK)
    CourseFactory(referral=referral, series=again, started_on=referral.courses.get().started_on)
    assert dates_of(referral).review_due_on == A_MONDAY + 12 * WEEK


def test_where_nothing_goes_on_none_is_due(there: World) -> None:
    referral = one_to_one(there, state=ReferralState.STEPPED_UP)
    assert dates_of(referral).review_due_on is None


def test_whoever_holds_it_is_told_and_led_to_the_review(there: World) -> None:
    referral = one_to_one(there, state=ReferralState.IN_INTERVENTION)
    progress.note_moved(referral_id=referral.pk, by=there.manager)
    referral.refresh_from_db()
    holder, colleague = (as_user(person.user) for person in there.practitioners)
    assert (review_of(referral, holder), suggested(referral, holder), reviews_due(holder)) == (None, None, [])
    with time_machine.travel(AFTERWARDS + 3 * WEEK, tick=False):
        review = review_of(referral, holder)
        assert review is not None
        assert "since the session on 5 October 2026" in review.sentence
        assert (review.route, suggested(referral, holder)) == ("referral-review", None)
        assert reviews_due(holder) == [referral]
        assert (review_of(referral, colleague), reviews_due(colleague)) == (None, [])


@pytest.mark.parametrize("state", [ReferralState.ALLOCATED, ReferralState.ASSESSMENT])
def test_before_support_has_begun_none_is_written_and_none_is_counted(there: World, state: ReferralState) -> None:
    referral = one_to_one(there, state=state)
    progress.note_moved(referral_id=referral.pk, by=there.manager)
    referral.refresh_from_db()
    holder = as_user(there.practitioner.user)
    with time_machine.travel(AFTERWARDS + 3 * WEEK, tick=False):
        assert referral.review_due_on == clock.today()
        assert (review_of(referral, holder), reviews_due(holder), due_at(session_of(referral, 4), holder)) == (
            None, [], [],
        )  # fmt: skip


def test_a_moved_session_moves_the_review(there: World) -> None:
    referral = one_to_one(there, state=ReferralState.IN_INTERVENTION)
    session = session_of(referral, 4)
    with recording.acting(by=SYSTEM, verb="test"):
        session.date += WEEK * 20
        session.save()
    progress.note_series(series_id=session.series_id, by=there.manager)
    referral.refresh_from_db()
    assert referral.review_due_on == A_MONDAY + 23 * WEEK


def test_what_was_before_the_request_is_no_contact_and_no_plan(there: World) -> None:
    referral = one_to_one(there, received_on=A_MONDAY + dt.timedelta(days=1))
    for number in (1, 2):
        came(session_of(referral, number), minutes=45)
        SessionRecordFactory(
            session=session_of(referral, number), referral=referral, young_person=there.pupils[0],
            gave_intervention=True,
        )  # fmt: skip

    found = dates_of(referral)
    assert (found.first_contact_on, found.plan_on) == (A_MONDAY + WEEK, A_MONDAY + WEEK)


def test_only_sessions_of_its_own_course_count(there: World) -> None:
    referral = one_to_one(there)
    came(session_of(referral, 1), minutes=45)
    other = one_to_one(world(pupils=1))
    came(session_of(other, 3), minutes=45)
    assert (dates_of(referral).first_contact_on, dates_of(referral).last_seen_on) == (A_MONDAY, A_MONDAY)
