import datetime as dt

import pytest
import time_machine

from sessions_app.actions import goal as actions
from sessions_app.models import GoalScore, Referral
from tests.factories import World
from tests.support.measures import RECEIVED, course, somebody
from tests.support.refusals import refusal, said

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TODAY = dt.date(2026, 10, 5)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel("2026-10-05 08:00+01:00", tick=False):
        yield


@pytest.fixture
def referral(there: World) -> Referral:
    return somebody(there)


def test_goals_are_numbered_as_they_are_set_and_sealed(there: World, referral: Referral) -> None:
    by = there.practitioner.user
    first = actions.set_goal(referral=referral, words=" Eat in the hall ", by=by)
    actions.drop(goal=first, by=by)
    second = actions.set_goal(referral=referral, words="Sleep at Sam's", by=by)

    assert [(goal.number, goal.words, goal.dropped_on) for goal in (first, second)] == [
        (1, "Eat in the hall", TODAY), (2, "Sleep at Sam's", None),
    ]  # fmt: skip


def test_a_goal_has_words_and_there_are_nine_at_most(there: World, referral: Referral) -> None:
    by = there.practitioner.user
    assert said(actions.set_goal, referral=referral, words="  ", by=by) == "Write the goal down in their own words."
    for number in range(9):
        actions.set_goal(referral=referral, words=f"Goal {number}", by=by)

    assert said(actions.set_goal, referral=referral, words="One more", by=by) == (
        "There have been 9 goals already. Work with these."
    )


def test_only_those_who_work_with_them_set_drop_and_score(there: World, referral: Referral) -> None:
    goal = actions.set_goal(referral=referral, words="Eat in the hall", by=there.manager)
    other = there.practitioners[1].user

    assert [
        refusal(actions.set_goal, referral=referral, words="x", by=other),
        refusal(actions.drop, goal=goal, by=other),
        refusal(actions.score, goal=goal, score=4, by=other),
    ] == ["not-on-caseload"] * 3


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_lies_between_0_and_10(there: World, referral: Referral, score: int) -> None:
    goal = actions.set_goal(referral=referral, words="Eat in the hall", by=there.manager)

    assert said(actions.score, goal=goal, score=score, by=there.manager) == (
        "How near a goal is must be a number from 0 to 10."
    )


def test_a_session_has_one_score_and_keeps_the_last(there: World, referral: Referral) -> None:
    by = there.practitioner.user
    goal = actions.set_goal(referral=referral, words="Eat in the hall", by=by)
    session = course(referral, TODAY)[0]

    for score in (3, 4):
        actions.score(goal=goal, score=score, session=session, by=by)
    actions.score(goal=goal, score=6, by=by)
    actions.score(goal=goal, score=7, by=by)

    assert list(GoalScore.objects.order_by("score").values_list("score", "session")) == [(4, session.pk), (7, None)]


@pytest.mark.parametrize(
    ("days", "baseline"),
    [
        ([RECEIVED - dt.timedelta(days=1)], None),
        ([RECEIVED], RECEIVED),
        ([TODAY, RECEIVED], RECEIVED),
        ([RECEIVED, TODAY], RECEIVED),
    ],
)
def test_the_first_score_since_the_request_is_the_baseline(
    there: World, referral: Referral, days: list[dt.date], baseline: dt.date | None
) -> None:
    for day in days:
        actions.note_baseline(referral=referral, on=day, by=there.manager)

    assert Referral.objects.get(pk=referral.pk).baseline_on == baseline
