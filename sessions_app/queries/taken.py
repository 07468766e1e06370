"""What else those have who would be in a session that is not kept yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mhst.people.models import Practitioner, YoungPerson
from sessions_app.enums import ResourceKind
from sessions_app.models import SupportSession
from sessions_app.planner import journey
from sessions_app.queries.known import Known
from sessions_app.queries.occupancy import Visit


@dataclass(frozen=True)
class Taken:
    """Who and what of a session has something else then: those who would hold it, and whether anything else is."""

    busy: dict[Practitioner, str]
    is_room: bool
    is_pupil: bool


def taken(
    session: SupportSession, holders: Sequence[Practitioner], pupils: Iterable[YoungPerson], known: Known
) -> Taken:
    """Of a session that is not kept yet, what stands in its way."""
    units, people = known.units_of(session.room_id), [pupil.pk for pupil in pupils]
    day = session.date
    resources = [*(p.pk for p in holders), *units, *people]
    found = known.bookings.occupied(resources, day, day, apart_from=[session.pk])
    school = session.series.school
    visit = Visit(session.start_minute, session.end_minute, school.pk, school.sign_in_minutes)
    why = {person: journey.why_no_time(found.visits_of(person.pk, day), visit, known.minutes) for person in holders}

    def clash(kind: str, ids: Iterable[UUID]) -> bool:
        return any(found.clashes(kind, id, day, session.start_minute, session.end_minute) for id in ids)

    return Taken(
        busy={person: said for person, said in why.items() if said},
        is_room=clash(ResourceKind.ROOM_UNIT, units),
        is_pupil=clash(ResourceKind.YOUNG_PERSON, people),
    )
