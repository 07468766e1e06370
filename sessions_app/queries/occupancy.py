"""Who and what is taken when. Days are bit masks: bit n is the five minutes that begin n x 5 after midnight."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F

from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation
from sessions_app.models.occupancy import SLOT_MINUTES


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
class Booking:
    """One stretch of one day on which a session holds somebody, or a unit of a room."""

    kind: str
    date: dt.date
    start_minute: int
    end_minute: int
    session_id: UUID
    visit: Visit


@dataclass(frozen=True)
class Bookings:
    """Everything that holds some people and rooms between two dates, by what it holds: many questions, one query."""

    by_resource: Mapping[UUID, Sequence[Booking]]

    @property
    def schools(self) -> set[UUID]:
        """At which somebody is in session then."""
        rows = (one for each in self.by_resource.values() for one in each)
        return {one.visit.school_id for one in rows if one.kind == ResourceKind.PRACTITIONER}

    def occupied(
        self, resources: Iterable[UUID], first: dt.date, last: dt.date, *, apart_from: Collection[UUID] = ()
    ) -> Occupied:
        """Of these, between two dates. `apart_from` names sessions that do not stand in their own way."""
        masks: dict[tuple[str, UUID, dt.date], int] = defaultdict(int)
        visits: dict[tuple[UUID, dt.date], list[Visit]] = defaultdict(list)
        for resource in set(resources):
            for one in self.by_resource.get(resource, ()):
                if first <= one.date <= last and one.session_id not in apart_from:
                    masks[one.kind, resource, one.date] |= mask(one.start_minute, one.end_minute)
                    if one.kind == ResourceKind.PRACTITIONER:
                        visits[resource, one.date].append(one.visit)
        for day in visits.values():
            day.sort()
        return Occupied(dict(masks), dict(visits))


def load_bookings(resources: Iterable[UUID], first: dt.date, last: dt.date) -> Bookings:
    """Whatever holds any of these between two dates, both included. One query."""
    rows = (
        Allocation.objects.filter(resource_id__in=list(resources), date__range=(first, last), purpose=Purpose.SESSION)
        .annotate(school=F("session__series__school"), sign_in=F("session__series__school__sign_in_minutes"))
        .values_list("resource_id", "kind", "date", "start_minute", "end_minute", "session", "school", "sign_in")
    )
    found: dict[UUID, list[Booking]] = defaultdict(list)
    for resource, kind, date, start, end, session, school, sign_in in rows:
        found[resource].append(Booking(kind, date, start, end, session, Visit(start, end, school, sign_in)))
    return Bookings(dict(found))


def occupied(
    resources: Collection[UUID], first: dt.date, last: dt.date, *, apart_from: Collection[UUID] = ()
) -> Occupied:
    """Everything that holds any of `resources` between two dates, both included, in one query.

    `apart_from` names sessions that are about to move and so do not stand in their own way.
    """
    return load_bookings(resources, first, last).occupied(resources, first, last, apart_from=apart_from)
