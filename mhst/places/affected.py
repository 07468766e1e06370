"""Asks the apps above, which this one does not know, what a change here would touch: sessions, and whose employees.

@affected.counts                                     # in a higher app, imported by its AppConfig
def planned_sessions(question: Question) -> dict[UUID, int]: ...

@affected.employs
def employers_of_working(team_id: UUID) -> set[UUID]: ...
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from mhst.places.events import FOR_EVER


@dataclass(frozen=True)
class Question:
    """Planned sessions at any of these schools between two dates, or only those in one room, by minutes of the day."""

    school_ids: frozenset[UUID]
    from_: dt.date
    to: dt.date = FOR_EVER
    room_id: UUID | None = None
    start_minute: int = 0
    end_minute: int = 24 * 60


Answer = Callable[[Question], dict[UUID, int]]
_answers: list[Answer] = []
Employers = Callable[[UUID], set[UUID]]
_employers: list[Employers] = []


def counts(answer: Answer) -> Answer:
    """Register a function that counts sessions by school. One query, whatever the number of schools."""
    if answer not in _answers:
        _answers.append(answer)
    return answer


def sessions(question: Question) -> Counter[UUID]:
    """How many planned sessions lie there, by school."""
    total: Counter[UUID] = Counter()
    if question.school_ids:
        for answer in _answers:
            total.update(answer(question))
    return total


def sessions_at(school_id: UUID, from_: dt.date, to: dt.date = FOR_EVER, **where: object) -> int:
    """How many planned sessions lie there at one school."""
    return sessions(Question(frozenset([school_id]), from_, to, **where))[school_id]  # type: ignore[arg-type]


def employs(answer: Employers) -> Employers:
    """Register a function that tells which organisations employ those who work in a team."""
    if answer not in _employers:
        _employers.append(answer)
    return answer


def employers(team_id: UUID) -> set[UUID]:
    """The organisations whose people work in the team now."""
    return set().union(*(answer(team_id) for answer in _employers))
