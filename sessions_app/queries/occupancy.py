"""Who and what is taken when. Days are bit masks: bit n is the five minutes that begin n x 5 after midnight."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F

from mhst.people.models import Practitioner
from mhst.places.models import RoomUnit
from mhst.places.queries import travel
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation, Place, SupportSession
from sessions_app.models.occupancy import SLOT_MINUTES
from sessions_app.planner import journey


def mask(start_minute: int, end_minute: int) -> int:
    """The bits of the slots from one minute up to another, both multiples of five."""
    return (1 << end_minute // SLOT_MINUTES) - (1 << start_minute // SLOT_MINUTES)


@dataclass(frozen=True, order=True)
class Visit:
    """A practitioner is in session at a school: minutes after midnight on the wall clock."""

    start_minute: int
    end_minute: int
    school_id: UUID = field(compare=False)
    sign_in_minutes: int = field(compare=False, default=0)


@dataclass(frozen=True)
class Occupied:
    """What is taken in a stretch of dates. Travel is left out: it is worked out anew from the visits."""

    masks: dict[tuple[str, UUID, dt.date], int]
    visits: dict[tuple[UUID, dt.date], list[Visit]]

    def clashes(self, kind: str, resource: UUID, date: dt.date, start_minute: int, end_minute: int) -> bool:
        return bool(self.masks.get((kind, resource, date), 0) & mask(start_minute, end_minute))

    def visits_of(self, practitioner: UUID, date: dt.date) -> list[Visit]:
        return self.visits.get((practitioner, date), [])


@dataclass(frozen=True)
class Taken:
    """Who and what of a session has something else then: those who would hold it, and whether anything else is."""

    busy: dict[Practitioner, str]
    is_room: bool
    is_pupil: bool


def taken(session: SupportSession, holders: Sequence[Practitioner]) -> Taken:
    """Of a session that is not kept yet, what stands in its way."""
    units = list(RoomUnit.objects.filter(room=session.room_id).values_list("pk", flat=True)) if session.room_id else []
    seats = Place.objects.filter(series=session.series_id, young_person__isnull=False)
    pupils = list(seats.values_list("young_person", flat=True))
    day = session.date
    found = occupied([*(p.pk for p in holders), *units, *pupils], day, day, apart_from=[session.pk])
    school = session.series.school
    visit = Visit(session.start_minute, session.end_minute, school.pk, school.sign_in_minutes)
    schools = {visit.school_id for visits in found.visits.values() for visit in visits} | {school.pk}
    minutes = travel.load_travel(schools).minutes
    why = {person: journey.why_no_time(found.visits_of(person.pk, day), visit, minutes) for person in holders}

    def clash(kind: str, ids: Iterable[UUID]) -> bool:
        return any(found.clashes(kind, id, day, session.start_minute, session.end_minute) for id in ids)

    return Taken(
        busy={person: said for person, said in why.items() if said},
        is_room=clash(ResourceKind.ROOM_UNIT, units),
        is_pupil=clash(ResourceKind.YOUNG_PERSON, pupils),
    )


def occupied(resources: Iterable[UUID], first: dt.date, last: dt.date, *, apart_from: Iterable[UUID] = ()) -> Occupied:
    """Everything that holds any of `resources` between two dates, both included, in one query.

    `apart_from` names sessions that are about to move and so do not stand in their own way.
    """
    rows = (
        Allocation.objects.filter(resource_id__in=list(resources), date__range=(first, last), purpose=Purpose.SESSION)
        .exclude(session__in=list(apart_from))
        .annotate(school=F("session__series__school"), sign_in=F("session__series__school__sign_in_minutes"))
        .values_list("kind", "resource_id", "date", "start_minute", "end_minute", "school", "sign_in")
    )
    masks: dict[tuple[str, UUID, dt.date], int] = defaultdict(int)
    visits: dict[tuple[UUID, dt.date], list[Visit]] = defaultdict(list)
    for kind, resource, date, start, end, school, sign_in in rows:
        masks[kind, resource, date] |= mask(start, end)
        if kind == ResourceKind.PRACTITIONER:
            visits[resource, date].append(Visit(start, end, school, sign_in))
    for day in visits.values():
        day.sort()
    return Occupied(dict(masks), dict(visits))
