"""Goals in the young person's own words, and how near they say they are."""

import datetime as dt
from typing import Any

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.instruments.goals import MOST
from sessions_app.models import Goal, GoalScore, Referral, SupportSession
from sessions_app.rules.referral import check_can_work


@action
def set_goal(*, referral: Referral, words: str, by: Actor) -> Goal:
    """Write down a goal as the young person says it. Raises: Refused when there are too many, or it is empty."""
    check_can_work(referral, by)
    if not words.strip():
        raise Refused("Write the goal down in their own words.", field="words")
    Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    number = max(referral.goals.values_list("number", flat=True), default=0) + 1
    if number > MOST:
        raise Refused(f"There have been {MOST} goals already. Work with these.", field="words")
    return Goal.objects.create(referral=referral, number=number, words=words.strip())


@action
def drop(*, goal: Goal, by: Actor) -> Goal:
    """It is no longer worked on; its scores stay. Raises: Refused."""
    check_can_work(goal.referral, by)
    goal.dropped_on = goal.dropped_on or clock.today()
    goal.save()
    return goal


@action
def score(
    *, goal: Goal, score: int, by: Actor, on: dt.date | None = None, session: SupportSession | None = None
) -> GoalScore:
    """How near it is, as the young person says: 0 not at all, 10 reached. Once a session. Raises: Refused."""
    check_can_work(goal.referral, by)
    if not 0 <= score <= 10:
        raise Refused("How near a goal is must be a number from 0 to 10.", field="score")
    return keep_score(
        goal=goal, score=score, on=on or (session.date if session else clock.today()), session=session, by=by
    )


@action
def keep_score(*, goal: Goal, score: int, on: dt.date, session: SupportSession | None, by: Actor) -> GoalScore:
    """Keep a score that came from where its right to be kept was settled: a session's record, or a link."""
    occasion: dict[str, Any] = {"session": session} if session else {"session": None, "scored_on": on}
    found, _ = GoalScore.objects.update_or_create(goal=goal, **occasion, defaults={"score": score, "scored_on": on})
    note_baseline(referral=goal.referral, on=on, by=by)
    return found


@action
def note_baseline(*, referral: Referral, on: dt.date, by: Actor) -> None:
    """The first outcome measure on or after the request: one of the three that stop the four-week clock."""
    row = Referral.objects.select_for_update(of=("self",), no_key=True).get(pk=referral.pk)
    if on >= row.received_on and (row.baseline_on is None or on < row.baseline_on):
        row.baseline_on = on
        row.save()
        referral.baseline_on = on
