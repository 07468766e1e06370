"""What was due by the plan at the start, half-way or the end, and is not there: also what nobody ever asked for."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.enums import Occasion, ProgrammeKind
from sessions_app.models import Referral
from sessions_app.queries.measures_due import due_now
from sessions_app.queries.measures_missed import missed, missed_by
from sessions_app.queries.todo import measures_to_ask_for
from tests.factories import AttendanceFactory, ProgrammeFactory, World, world
from tests.factories.casework import GoalFactory, GoalScoreFactory, MeasureFactory
from tests.factories.indirect_activity import IndirectActivityFactory
from tests.support.measures import course, filled, somebody
from tests.support.timetable import as_user

pytestmark = pytest.mark.django_db
TODAY, WEEK = dt.date(2026, 11, 2), dt.timedelta(weeks=1)
START = [("rcads-47", "self", "baseline"), ("sdq", "self", "baseline")]


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-11-02 08:00+00:00", tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


def of(referral: Referral) -> list[tuple[str, str, str]]:
    referral = Referral.objects.select_related("young_person", "programme").get(pk=referral.pk)
    found = missed([referral]).get(referral.pk, [])
    return [(one.instrument.code, str(one.rater), one.occasion) for one in found]


def weekly(referral: Referral, *, before: int, after: int, attended: bool = True) -> list:
    """So many sessions up to last week, and so many from today on."""
    dates = [TODAY + number * WEEK for number in range(-before, after)]
    return course(referral, *dates, attended=attended)


def started(referral: Referral, weeks_ago: int) -> None:
    for code in ("rcads-47", "sdq"):
        filled(referral, code, {"depression": 9} if code == "rcads-47" else {"peer": 3}, TODAY - weeks_ago * WEEK)


def test_the_start_is_missing_from_the_day_after_the_first_session(referral: Referral) -> None:
    weekly(referral, before=0, after=8)
    assert of(referral) == []
    with time_machine.travel("2026-11-03 08:00+00:00", tick=False):
        assert of(referral) == START
        assert {one.due_on for one in missed([referral])[referral.pk]} == {TODAY}


def test_it_is_due_at_the_first_session_also_where_nobody_wrote_down_who_came(referral: Referral) -> None:
    first = weekly(referral, before=2, after=6, attended=False)[0]
    assert {one.due_on for one in missed([referral])[referral.pk]} == {first.date}


def test_at_a_session_that_they_missed_nothing_could_be_asked(referral: Referral) -> None:
    first, second, *_ = weekly(referral, before=2, after=6, attended=False)
    AttendanceFactory(session=first, young_person=referral.young_person, code="3")
    assert {one.due_on for one in missed([referral])[referral.pk]} == {second.date}
    AttendanceFactory(session=second, young_person=referral.young_person, code="2")
    assert of(referral) == []


def test_what_is_out_was_declined_or_came_back_is_not_missing(referral: Referral) -> None:
    weekly(referral, before=2, after=6)
    MeasureFactory(referral=referral, instrument="sdq", due_on=TODAY - WEEK)
    MeasureFactory(referral=referral, instrument="rcads-47", declined_at=dt.datetime(2026, 10, 26, 9, tzinfo=dt.UTC))
    assert of(referral) == []


def test_too_little_for_a_score_is_missing(referral: Referral) -> None:
    weekly(referral, before=2, after=6)
    filled(referral, "rcads-47", {}, TODAY - WEEK)
    filled(referral, "sdq", {"peer": 3}, TODAY - WEEK)
    assert of(referral) == START[:1]


def test_half_way_the_goals_are_missing_until_they_are_scored(referral: Referral) -> None:
    started(referral, 4)
    weekly(referral, before=4, after=4)  # the fourth of eight was last week
    assert of(referral) == []  # there are no goals to score
    goal = GoalFactory(referral=referral, set_on=TODAY - 4 * WEEK)
    GoalScoreFactory(goal=goal, scored_on=TODAY - 2 * WEEK)
    assert of(referral) == [("goals", "self", "middle")]
    GoalScoreFactory(goal=goal, scored_on=TODAY - WEEK)
    assert of(referral) == []


def test_a_second_course_has_a_half_way_of_its_own(referral: Referral) -> None:
    started(referral, 14)
    course(referral, *(TODAY + number * WEEK for number in range(-14, -6)))
    goal = GoalFactory(referral=referral, set_on=TODAY - 14 * WEEK)
    for weeks_ago in (14, 7):
        GoalScoreFactory(goal=goal, scored_on=TODAY - weeks_ago * WEEK)
    for code, scores in (("rcads-47", {"depression": 8}), ("sdq", {"peer": 2})):
        filled(referral, code, scores, TODAY - 7 * WEEK, occasion=Occasion.END)
    assert of(referral) == []
    weekly(referral, before=4, after=4)
    assert of(referral) == [("goals", "self", "middle")]


def test_what_was_declined_half_way_in_one_course_is_asked_again_in_the_next(referral: Referral) -> None:
    started(referral, 14)
    course(referral, *(TODAY + number * WEEK for number in range(-14, -6)))
    GoalScoreFactory(goal=GoalFactory(referral=referral, set_on=TODAY - 14 * WEEK), scored_on=TODAY - 14 * WEEK)
    for code, occasion in (("goals", "middle"), ("goals", "end"), ("rcads-47", "end"), ("sdq", "end")):
        declined(referral, instrument=code, occasion=occasion, due_on=TODAY - 10 * WEEK)
    assert of(referral) == []
    *_, half_way = weekly(referral, before=4, after=4)[:4]
    assert of(referral) == [("goals", "self", "middle")]
    assert "goals" in [one.instrument.code for one in due_now(referral, half_way)]
    declined(referral, instrument="goals", occasion="middle", due_on=TODAY - WEEK)
    assert of(referral) == []
    assert "goals" not in [one.instrument.code for one in due_now(referral, half_way)]


def declined(referral: Referral, **what: object) -> None:
    MeasureFactory(referral=referral, declined_at=dt.datetime(2026, 10, 26, tzinfo=dt.UTC), **what)


def test_at_the_end_what_has_no_pair_is_missing(referral: Referral) -> None:
    started(referral, 5)
    weekly(referral, before=5, after=0)
    assert of(referral) == [("rcads-47", "self", "end"), ("sdq", "self", "end")]
    filled(referral, "sdq", {"peer": 2}, TODAY - WEEK, occasion=Occasion.END)
    MeasureFactory(
        referral=referral, instrument="rcads-47", occasion="end", declined_at=dt.datetime(2026, 10, 26, tzinfo=dt.UTC)
    )
    assert of(referral) == []


def test_work_about_them_is_one_of_the_two_contacts_of_a_pair(referral: Referral) -> None:
    course(referral, TODAY - WEEK)
    filled(referral, "rcads-47", {"depression": 9}, TODAY - WEEK)
    filled(referral, "sdq", {"peer": 3}, TODAY - 2 * WEEK)
    filled(referral, "sdq", {"peer": 2}, TODAY - WEEK, occasion=Occasion.END)
    assert ("sdq", "self", "end") in of(referral)
    IndirectActivityFactory(referral=referral, done_on=TODAY - 2 * WEEK)
    assert of(referral) == [("rcads-47", "self", "end")]


def test_parents_are_asked_where_the_work_is_with_them(there: World) -> None:
    programme = ProgrammeFactory(kind=ProgrammeKind.PARENT_ONE_TO_ONE)
    referral = somebody(there, programme=programme)
    weekly(referral, before=1, after=5)
    assert {rater for _, rater, _ in of(referral)} == {"parent"}


def test_sessions_before_they_joined_and_after_they_left_ask_for_nothing(referral: Referral) -> None:
    weekly(referral, before=3, after=5)
    with recording.acting(by=SYSTEM, verb="test"):
        running = referral.courses.get()
        running.started_on = TODAY - WEEK
        running.save()
        assert {one.due_on for one in missed([referral])[referral.pk]} == {TODAY - WEEK}
        running.started_on, running.ended_on = TODAY - 2 * WEEK + dt.timedelta(1), TODAY - WEEK - dt.timedelta(1)
        running.save()
    assert of(referral) == []


def test_nobody_is_chased_while_nobody_works_with_them(there: World) -> None:
    for state, more in (("triage", {}), ("paused", {"paused_from": "in_intervention"})):
        referral = somebody(there, state, **more)
        weekly(referral, before=2, after=2)
        assert of(referral) == []


def test_whoever_works_with_them_is_told_and_whoever_reads_the_record_sees_it(there: World, referral: Referral) -> None:
    weekly(referral, before=2, after=6)
    holder, colleague = (as_user(one.user) for one in there.practitioners)
    assert [todo.sentence for todo in measures_to_ask_for(holder)] == [
        "Ask for 2 questionnaires that were due by the plan"
    ]
    assert measures_to_ask_for(colleague) == measures_to_ask_for(there.manager) == measures_to_ask_for(there.lead) == []
    assert [len(missed_by(one)) for one in (holder, colleague, there.manager, world(pupils=0).manager)] == [2, 0, 2, 0]


def test_many_cost_what_one_costs(there: World, django_assert_num_queries) -> None:
    rows = [somebody(there) for _ in range(5)]
    for row in rows:
        weekly(row, before=3, after=3)
    listed = list(Referral.objects.select_related("young_person", "programme"))
    with django_assert_num_queries(8):
        assert len(missed(listed)) == 5
