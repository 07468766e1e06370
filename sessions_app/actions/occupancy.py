"""The one way in which anything comes to occupy time. Everything else that books, moves or cancels calls this.

The database decides: a unique row for each five minutes of each practitioner, room unit and young person.
Locks on the resources, taken in one order, only make the decision quick and the travel blocks true.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room, RoomUnit
from sessions_app.actions import clash, journeys
from sessions_app.enums import Purpose, ResourceKind, SessionState
from sessions_app.models import Allocation, Facilitation, OccupiedSlot, Place, SupportSession
from sessions_app.models.occupancy import SLOT_MINUTES
from sessions_app.planner.offer import Slot

ONE_PLACE = "one_place_at_a_time"
T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Held:
    """Whom and what nobody else can book until the transaction ends, as they are now, by primary key."""

    practitioners: dict[UUID, Practitioner]
    rooms: dict[UUID, Room]
    young_people: dict[UUID, YoungPerson]


def lock(*, practitioners: Iterable[UUID] = (), rooms: Iterable[UUID] = (), young_people: Iterable[UUID] = ()) -> Held:
    """Hold these until the transaction ends, always in the same order, so that nobody waits in a circle."""
    return Held(
        _locked(Practitioner.objects.select_related("user", "team"), practitioners),
        _locked(Room.objects.all(), rooms),
        _locked(YoungPerson.objects.all(), young_people),
    )


def _locked(rows: QuerySet[T], ids: Iterable[UUID]) -> dict[UUID, T]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {
        row.pk: row for row in rows.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
    }


def check_free(held: Held, slots: Iterable[Slot]) -> None:
    """Most collisions are seen here, before anything is written; for those that are not there is the constraint.

    Raises: Conflict with `clashes`.
    """
    units = RoomUnit.objects.filter(room__in=held.rooms).values_list("pk", flat=True) if held.rooms else ()
    resources = [
        *((ResourceKind.PRACTITIONER, id) for id in held.practitioners),
        *((ResourceKind.ROOM_UNIT, id) for id in units),
        *((ResourceKind.YOUNG_PERSON, id) for id in held.young_people),
    ]
    clashes = list(clash.in_the_way([_allocation(slot, kind, id) for slot in slots for kind, id in resources]))
    if clashes:
        raise clash.conflict(clashes)


def occupy(sessions: list[SupportSession], *, are_new: bool = False) -> None:
    """Make these sessions hold exactly the time they should: all of it when planned, none when not.

    Must run inside an action, after `lock`. New ones hold nothing yet. Raises: Conflict with `clashes`, leaving
    nothing behind.
    """
    wanted: list[Allocation] = []
    try:
        with transaction.atomic():
            left = set() if are_new else _release(sessions)
            wanted = _wanted([s for s in sessions if s.state == SessionState.PLANNED])
            joined = {(a.resource_id, a.date) for a in wanted if a.kind == ResourceKind.PRACTITIONER}
            journeys.take_up(left | joined)
            _insert(wanted)
            _insert(journeys.between_sessions(joined, sessions))
            _insert(journeys.between_sessions(left - joined))
    except IntegrityError as error:
        raise _conflict(error, wanted) from error


def release_person(young_person_id: UUID, sessions: list[SupportSession]) -> None:
    """Give back the time that one young person's place held."""
    Allocation.objects.filter(
        session__in=sessions, kind=ResourceKind.YOUNG_PERSON, resource_id=young_person_id
    ).delete()


def _conflict(error: IntegrityError, wanted: list[Allocation]) -> Exception:
    """The collision in words; any other broken constraint is not ours to explain.

    What stood in the way may be gone again by the time it is looked for: it was taken all the same.
    """
    said = str(error)  # PostgreSQL names the constraint, SQLite the table
    if ONE_PLACE not in said and OccupiedSlot._meta.db_table not in said:
        return error
    return clash.conflict(clash.in_the_way(wanted))


def _release(sessions: list[SupportSession]) -> set[tuple[UUID, dt.date]]:
    held = Allocation.objects.filter(session__in=[s.pk for s in sessions])
    days = set(held.filter(kind=ResourceKind.PRACTITIONER).values_list("resource_id", "date"))
    held.delete()
    return days


def _wanted(sessions: list[SupportSession]) -> list[Allocation]:
    practitioners: dict[UUID, list[UUID]] = defaultdict(list)
    for session_id, practitioner in Facilitation.objects.filter(
        session__in=sessions, replaced_at__isnull=True
    ).values_list("session", "practitioner"):
        practitioners[session_id].append(practitioner)
    people: dict[UUID, list[UUID]] = defaultdict(list)
    for series, person in Place.objects.filter(
        series__in={s.series_id for s in sessions}, young_person__isnull=False
    ).values_list("series", "young_person"):
        people[series].append(person)
    units: dict[UUID, list[UUID]] = defaultdict(list)
    for room, unit in RoomUnit.objects.filter(room__in={s.room_id for s in sessions if s.room_id}).values_list(
        "room", "pk"
    ):
        units[room].append(unit)
    return [
        _allocation(session, kind, resource)
        for session in sessions
        for kind, resource in chain(
            ((ResourceKind.PRACTITIONER, p) for p in practitioners[session.pk]),
            ((ResourceKind.ROOM_UNIT, u) for u in (units[session.room_id] if session.room_id else ())),
            ((ResourceKind.YOUNG_PERSON, y) for y in people[session.series_id]),
        )
    ]


def occupy_person(young_person_id: UUID, sessions: list[SupportSession]) -> None:
    """Hold the time of one more young person in these planned sessions. Raises: Conflict with `clashes`."""
    wanted = [_allocation(s, ResourceKind.YOUNG_PERSON, young_person_id) for s in sessions]
    try:
        with transaction.atomic():
            _insert(wanted)
    except IntegrityError as error:
        raise _conflict(error, wanted) from error


def _allocation(session: SupportSession | Slot, kind: ResourceKind, resource: UUID) -> Allocation:
    return Allocation(
        kind=kind,
        resource_id=resource,
        purpose=Purpose.SESSION,
        date=session.date,
        start_minute=session.start_minute,
        end_minute=session.end_minute,
        session=session if isinstance(session, SupportSession) else None,
    )


def _insert(allocations: list[Allocation]) -> None:
    """The only place that writes occupied slots."""
    allocations.sort(key=lambda a: (a.kind, a.resource_id, a.date, a.start_minute))
    Allocation.objects.bulk_create(allocations)
    OccupiedSlot.objects.bulk_create(
        (
            OccupiedSlot(allocation=a, kind=a.kind, resource_id=a.resource_id, date=a.date, slot=slot)
            for a in allocations
            for slot in range(a.start_minute // SLOT_MINUTES, a.end_minute // SLOT_MINUTES)
        ),
        batch_size=1000,
    )
