"""The contacts of sessions and groups, as the house counts contacts."""

import datetime as dt
from collections.abc import Iterator

from mhst.reporting.enums import ContactKind
from mhst.reporting.facts import Fact, Source, key_of
from sessions_app.queries.uptake import Seen, days_written_since, seen_on


def facts_of(date: dt.date) -> Iterator[Fact]:
    """Those of one day. Two queries."""
    return (_fact(seen) for seen in seen_on(date))


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
    )


SESSIONS = Source("sessions", (ContactKind.SESSION, ContactKind.GROUP), facts_of, days_written_since)
