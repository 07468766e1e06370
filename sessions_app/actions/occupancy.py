"""The one way in which anything comes to occupy time. Everything else that books, moves or cancels calls this.

The database decides: a unique row for each five minutes of each practitioner, room unit and young person.
Locks on the resources, taken in one order, only make the decision quick and the travel blocks true.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room, RoomUnit
from sessions_app.actions import clash, journeys
from sessions_app.enums import Purpose, ResourceKind, SessionState
from sessions_app.models import Allocation, Facilitation, OccupiedSlot, Place, SupportSession
from sessions_app.models.occupancy import SLOT_MINUTES

ONE_PLACE = "one_place_at_a_time"


def lock(*, practitioners: Iterable[UUID] = (), rooms: Iterable[UUID] = (), young_people: Iterable[UUID] = ()) -> None:
    """Hold these until the transaction ends, always in the same order, so that nobody waits in a circle."""
    held: tuple[tuple[QuerySet, Iterable[UUID]], ...] = (
        (Practitioner.objects.all(), practitioners),
        (Room.objects.all(), rooms),
        (YoungPerson.objects.all(), young_people),
    )
    for rows, ids in held:
        wanted = sorted(set(ids))
        if wanted:
            locked = rows.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
            list(locked.values_list("pk", flat=True))


def occupy(sessions: list[SupportSession]) -> None:
    """Make these sessions hold exactly the time they should: all of it when planned, none when not.

    Must run inside an action, after `lock`. Raises: Conflict with `clashes`, leaving nothing behind.
    """
    wanted: list[Allocation] = []
    try:
        with transaction.atomic():
            left = _release(sessions)
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


def _allocation(session: SupportSession, kind: ResourceKind, resource: UUID) -> Allocation:
    return Allocation(
        kind=kind,
        resource_id=resource,
        purpose=Purpose.SESSION,
        date=session.date,
        start_minute=session.start_minute,
        end_minute=session.end_minute,
        session=session,
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
