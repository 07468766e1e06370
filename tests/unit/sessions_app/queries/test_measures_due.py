import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.enums import Mechanism, Occasion
from sessions_app.models import Referral
from sessions_app.queries import measures_due as queries
from tests.factories import AttendanceFactory, PlannedContentFactory, World
from tests.factories.casework import GoalFactory, GoalScoreFactory, MeasureFactory
from tests.support.measures import course, filled, somebody

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 2)
WEEK = dt.timedelta(weeks=1)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-11-02 08:00+00:00", tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


def due(referral: Referral, session=None) -> list[tuple[str, str, str]]:
    return [(one.instrument.code, str(one.rater), one.occasion) for one in queries.due_now(referral, session)]


STARTING = [("rcads-47", "self", "baseline"), ("sdq", "self", "baseline")]


def test_the_starting_picture_is_due_from_assessment_on(there: World) -> None:
    assert due(somebody(there, "assessment")) == STARTING


@pytest.mark.parametrize("state", ["triage", "waiting", "paused"])
def test_nothing_is_due_while_nobody_works_with_them(there: World, state: str) -> None:
    more = {"paused_from": "in_intervention"} if state == "paused" else {}
    assert due(somebody(there, state, **more)) == []


def test_what_was_asked_or_declined_is_not_due(referral: Referral) -> None:
    MeasureFactory(referral=referral, instrument="sdq")
    MeasureFactory(referral=referral, instrument="rcads-47", declined_at=dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC))

    assert due(referral) == []


def test_too_little_answered_for_a_score_is_still_due(referral: Referral) -> None:
    for code in ("rcads-47", "sdq"):
        filled(referral, code, {}, TODAY - WEEK)

    assert due(referral) == STARTING


def _with_start(referral: Referral) -> None:
    for code in ("rcads-47", "sdq"):
        filled(referral, code, {"depression": 9} if code == "rcads-47" else {"peer": 3}, TODAY - 5 * WEEK)


def test_the_next_session_asks_for_goals_and_how_it_was(referral: Referral) -> None:
    _with_start(referral)
    GoalFactory(referral=referral)
    course(referral, *(TODAY - 5 * WEEK + WEEK * number for number in range(9)))

    found = queries.due_now(referral)
    assert [(one.instrument.code, one.occasion, one.on) for one in found] == [
        ("goals", "session", TODAY), ("session-feedback", "session", TODAY),
    ]  # fmt: skip


def test_what_this_session_already_has_is_not_due(referral: Referral) -> None:
    _with_start(referral)
    goal = GoalFactory(referral=referral)
    session = course(referral, *(TODAY - 5 * WEEK + WEEK * number for number in range(9)))[5]
    filled(referral, "session-feedback", {"item-1": 4}, TODAY, occasion=Occasion.SESSION, session=session)
    GoalScoreFactory(goal=goal, session=session)

    assert due(referral) == []


def test_the_last_session_asks_once_more_for_what_has_no_pair(referral: Referral) -> None:
    _with_start(referral)
    sessions = course(referral, *(TODAY - 5 * WEEK + WEEK * number for number in range(6)))

    assert due(referral, sessions[-1]) == [
        ("rcads-47", "self", "end"), ("sdq", "self", "end"), ("session-feedback", "self", "end"),
    ]  # fmt: skip
    assert due(referral) == due(referral, sessions[-1])


def test_a_plan_that_says_closing_measures_is_the_end(referral: Referral) -> None:
    _with_start(referral)
    session = course(referral, *(TODAY - 5 * WEEK + WEEK * number for number in range(9)))[5]
    with recording.acting(by=SYSTEM, verb="test"):
        session.series.programme.contents.all().delete()
    PlannedContentFactory(programme=session.series.programme, number=6, due="Goals and closing measures; how was it?")

    assert ("sdq", "self", "end") in due(referral)


def test_under_review_the_second_readings_are_due_without_a_session(there: World) -> None:
    referral = somebody(there, "review")
    _with_start(referral)

    assert due(referral) == [("rcads-47", "self", "end"), ("sdq", "self", "end")]


def test_before_closing_goals_need_a_second_score_too(referral: Referral) -> None:
    course(referral, TODAY - 3 * WEEK, TODAY - 2 * WEEK)
    goal = GoalFactory(referral=referral)
    GoalScoreFactory(goal=goal, scored_on=TODAY - 3 * WEEK)
    assert [one.instrument.code for one in queries.missing_before_closing(referral)] == ["goals"]

    GoalScoreFactory(goal=goal, scored_on=TODAY - WEEK)
    assert queries.missing_before_closing(referral) == []


@pytest.mark.parametrize(
    ("code", "mechanism", "counts"),
    [
        ("5", Mechanism.FACE_TO_FACE, True), ("6", Mechanism.VIDEO, True), ("5", Mechanism.TELEPHONE, True),
        ("5", Mechanism.CHAT_ROOM, False), ("7", Mechanism.FACE_TO_FACE, False), ("3", Mechanism.FACE_TO_FACE, False),
    ],
)  # fmt: skip
def test_a_contact_is_to_be_seen_in_a_way_that_counts(
    referral: Referral, code: str, mechanism: str, counts: bool
) -> None:
    session = course(referral, TODAY - WEEK, attended=False)[0]
    AttendanceFactory(session=session, young_person=referral.young_person, code=code, mechanism=mechanism)

    assert queries.contacts_of(referral) == ([TODAY - WEEK] if counts else [])


def test_contacts_of_another_referral_are_not_its_own(there: World, referral: Referral) -> None:
    other = somebody(there, "closed", young_person=referral.young_person, closed_on=TODAY, closed_because="02")
    course(other, TODAY - 2 * WEEK)

    assert queries.contacts_of(referral) == []
