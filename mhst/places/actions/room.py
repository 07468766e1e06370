"""Rooms: adding them, when they are lent, and taking them back."""

import datetime as dt
from collections.abc import Iterable

from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.actions import kept
from mhst.places.events import FOR_EVER, RoomChanged
from mhst.places.models import Room, RoomBlock, RoomHours, RoomUnit, School
from mhst.places.models.room import EARLIEST, LATEST
from mhst.places.rules import room as rules


@action
def add(
    *,
    school: School,
    name: str,
    capacity: int,
    is_confidential: bool = True,
    directions: str = "",
    units: int = 1,
    by: Actor,
) -> Room:
    """A room the school lends. It is lent at no time until its hours are set.

    Raises: Refused if the name is taken or the numbers make no sense.
    """
    by.require(Permission.ROOM_EDIT, school)
    return _kept(Room(school=school), name, capacity, is_confidential, directions, units)


@action
def change(
    *, room: Room, name: str, capacity: int, is_confidential: bool, directions: str, units: int, by: Actor
) -> None:
    """Raises: Refused if the name is taken, the numbers make no sense, or there would be fewer units."""
    by.require(Permission.ROOM_EDIT, room.school)
    room = Room.objects.select_for_update(of=("self",)).select_related("school").get(pk=room.pk)
    _tell(_kept(room, name, capacity, is_confidential, directions, units))


@action
def set_hours(*, room: Room, hours: Iterable[rules.Hours], by: Actor) -> None:
    """Lend the room at these (weekday, start, end) and at no other time.

    Raises: Refused if they overlap or end before they begin.
    """
    by.require(Permission.ROOM_EDIT, room.school)
    wanted = set(hours)
    rules.check_hours(wanted)
    Room.objects.select_for_update().get(pk=room.pk)
    present = {(each.weekday, each.start_minute, each.end_minute): each for each in room.hours.all()}
    for gone in present.keys() - wanted:
        present[gone].delete()
    for weekday, start, end in sorted(wanted - present.keys()):
        RoomHours.objects.create(room=room, weekday=weekday, start_minute=start, end_minute=end)
    if present.keys() != wanted:
        _tell(room)


@action
def block(
    *,
    room: Room,
    starts_on: dt.date,
    ends_on: dt.date,
    start_minute: int = EARLIEST,
    end_minute: int = LATEST,
    reason: str,
    by: Actor,
) -> RoomBlock:
    """The school needs its room back then. Raises: Refused if the dates make no sense or no reason is given."""
    by.require(Permission.ROOM_EDIT, room.school)
    rules.check_block(
        starts_on=starts_on,
        ends_on=ends_on,
        start_minute=start_minute,
        end_minute=end_minute,
        reason=reason,
        today=clock.today(),
    )
    made = RoomBlock.objects.create(
        room=room,
        starts_on=starts_on,
        ends_on=ends_on,
        start_minute=start_minute,
        end_minute=end_minute,
        reason=reason.strip(),
    )
    _tell(room, starts_on, ends_on)
    return made


@action
def lift_block(*, block: RoomBlock, by: Actor) -> None:
    """The room is lent again from today on; the days of the block that lie behind stay."""
    room = block.room
    by.require(Permission.ROOM_EDIT, room.school)
    today, ended = clock.today(), block.ends_on
    if ended < today:
        raise Refused("This is past and stays as it was.", code="block-past")
    if block.starts_on >= today:
        block.delete()
    else:
        block.ends_on = today - dt.timedelta(days=1)
        block.save()
    _tell(room, max(block.starts_on, today), ended)


@action
def take_out_of_use(*, room: Room, by: Actor) -> None:
    """The room is not lent any more. Its history stays, and it can be put back."""
    _put(room, in_use=False, by=by)


@action
def put_back_in_use(*, room: Room, by: Actor) -> None:
    """The room is lent again at its hours."""
    _put(room, in_use=True, by=by)


def _kept(room: Room, name: str, capacity: int, is_confidential: bool, directions: str, units: int) -> Room:
    room.name, room.capacity, room.is_confidential = name.strip(), capacity, is_confidential
    room.directions = directions.strip()
    kept.checked(
        room,
        lambda one: rules.check_room(school=one.school, name=one.name, capacity=capacity, units=units, itself=one),
    )
    _give_units(room, units)
    return room


def _put(room: Room, *, in_use: bool, by: Actor) -> None:
    by.require(Permission.ROOM_EDIT, room.school)
    if room.is_in_use != in_use:
        room.is_in_use = in_use
        room.save()
        _tell(room)


def _give_units(room: Room, units: int) -> None:
    for number in range(room.units.count() + 1, units + 1):
        RoomUnit.objects.create(room=room, number=number)


def _tell(room: Room, from_: dt.date | None = None, to: dt.date = FOR_EVER) -> None:
    events.publish(RoomChanged(room.pk, room.school_id, from_ or clock.today(), to))
