"""Which questionnaires are due when: a plan, so that nobody has to remember.

At the start the whole picture; each session the goals and how it was; at the end once more everything that was asked
at the start, because one reading alone says nothing about change.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sessions_app.instruments.change import Reading, counted_pair
from sessions_app.instruments.instrument import PARENT, SELF
from sessions_app.instruments.registry import find

BASELINE, SESSION, MIDDLE, END = "baseline", "session", "middle", "end"
#: Shorter courses have no middle worth stopping at.
HAS_A_MIDDLE = 6
GOALS, FEEDBACK = "goals", "session-feedback"


@dataclass(frozen=True)
class Due:
    instrument: str
    rater: str
    occasion: str


@dataclass(frozen=True)
class Done:
    instrument: str
    rater: str
    on: dt.date


def at_start(age: int, *, with_parents: bool) -> list[Due]:
    """The starting picture by age, and by whom the work is done with."""
    if with_parents:
        wanted = [("bpses", PARENT), ("rcads-47", PARENT), ("sdq", PARENT)]
    elif age < 11:
        wanted = [("rcads-47", SELF), ("rcads-47", PARENT), ("sdq", PARENT)]
    else:
        wanted = [("rcads-47", SELF), ("sdq", SELF)]
    fitting = [(code, rater) for code, rater in wanted if find(code).fits(rater, age)]
    return [Due(code, rater, BASELINE) for code, rater in fitting]


def occasion_at(number: int, count: int, planned: str = "") -> str:
    """What a session is in its course: what the programme's plan says of it, else by its place."""
    words = planned.lower()
    for said, occasion in (("starting measure", BASELINE), ("closing measure", END), ("half-way", MIDDLE)):
        if said in words:
            return occasion
    if planned.strip():
        return SESSION
    if number >= count:
        return END
    if number == 1:
        return BASELINE
    return MIDDLE if count >= HAS_A_MIDDLE and number == count // 2 else SESSION


def at_session(occasion: str, *, has_goals: bool, with_parents: bool) -> list[Due]:
    """What is asked at every session; at the first there may be no goals yet, and setting them comes before."""
    asked = [GOALS] if has_goals else []
    asked += [] if with_parents else [FEEDBACK]
    return [Due(code, SELF, occasion) for code in asked]


def missing_at_start(age: int, done: Iterable[Done], *, with_parents: bool) -> list[Due]:
    known = {(one.instrument, one.rater) for one in done}
    return [due for due in at_start(age, with_parents=with_parents) if (due.instrument, due.rater) not in known]


def unpaired(done: Sequence[Done], contacts: Iterable[dt.date]) -> list[Due]:
    """What was asked before and has no second reading that counts: due at the end and before closing."""
    days = list(contacts)
    by_measure: dict[tuple[str, str], list[Reading]] = {}
    for one in done:
        if not find(one.instrument).of_experience:
            by_measure.setdefault((one.instrument, one.rater), []).append(Reading(one.on, 0))
    return [Due(code, rater, END) for (code, rater), readings in by_measure.items() if not counted_pair(readings, days)]
