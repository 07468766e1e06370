"""The contacts of sessions and groups, and where support ended, as the house counts them."""

import datetime as dt
from collections.abc import Collection, Iterator
from uuid import UUID

from mhst.core import clock
from mhst.reporting.enums import CameOfIt, ContactKind
from mhst.reporting.facts import Fact, Later, Source, key_of
from sessions_app.instruments.change import Direction
from sessions_app.queries.uptake import (
    Ended,
    Seen,
    days_written_since,
    ended_on,
    endings_written_since,
    seen_on,
    told_later_since,
)

CAME_OF_IT = {
    Direction.IMPROVED: CameOfIt.BETTER,
    Direction.NO_CHANGE: CameOfIt.SAME,
    Direction.DETERIORATED: CameOfIt.WORSE,
    Direction.UNKNOWN: CameOfIt.NOT_TWICE,
}


def facts_of(date: dt.date, people: Collection[UUID] | None = None) -> Iterator[Fact]:
    """Those of one day, of all or of these. Three queries."""
    return (_fact(seen) for seen in seen_on(date, people))


def _fact(seen: Seen) -> Fact:
    person = seen.young_person
    return Fact(
        kind=ContactKind.GROUP if seen.is_group else ContactKind.SESSION,
        source_id=seen.attendance_id,
        person_key=key_of(person.pk),
        at=seen.starts_at,
        team_id=seen.team_id,
        school_id=seen.school_id,
        gender=person.gender,
        ethnicity=person.ethnicity,
        birth_date=person.birth_date,
        waited=seen.waited,
        reason=seen.reason,
    )


def endings_of(date: dt.date) -> Iterator[Fact]:
    """Whose support ended on one day."""
    return (_ending(ended, date) for ended in ended_on(date))


def _ending(ended: Ended, date: dt.date) -> Fact:
    """At noon: of an end only the day is known."""
    person = ended.young_person
    return Fact(
        kind=ContactKind.ENDING, source_id=ended.referral_id, person_key=key_of(person.pk),
        at=dt.datetime.combine(date, dt.time(12), tzinfo=clock.LONDON), team_id=ended.team_id,
        school_id=ended.school_id, gender=person.gender, ethnicity=person.ethnicity, birth_date=person.birth_date,
        came_of_it=CAME_OF_IT[ended.change], ended_because=ended.because,
    )  # fmt: skip


ENDINGS = Source("endings", (ContactKind.ENDING,), endings_of, endings_written_since)
SESSIONS = Source(
    "sessions", (ContactKind.SESSION, ContactKind.GROUP), facts_of, days_written_since,
    Later(told_later_since, facts_of),
)  # fmt: skip
