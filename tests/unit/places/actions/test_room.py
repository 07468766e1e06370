import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions import room as actions
from mhst.places.models import Room, RoomBlock, School
from mhst.places.rules import room as rules
from tests.factories import A_MONDAY, RoomBlockFactory, RoomFactory, SchoolFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=False):
        yield


def hours_of(room: Room) -> list[tuple[int, int, int]]:
    return list(room.hours.values_list("weekday", "start_minute", "end_minute"))


def test_a_room_is_added_with_its_parts_and_lent_at_no_time_yet() -> None:
    room = actions.add(school=SchoolFactory(), name=" Hall ", capacity=30, units=3, is_confidential=False, by=SYSTEM)
    room.refresh_from_db()
    assert (room.name, room.capacity, room.is_confidential) == ("Hall", 30, False)
    assert [unit.number for unit in room.units.all()] == [1, 2, 3]
    assert hours_of(room) == []


def test_a_room_is_changed_and_gets_more_parts() -> None:
    room = RoomFactory(units=1)
    actions.change(room=room, name="Den", capacity=4, is_confidential=True, directions="Left", units=2, by=SYSTEM)
    room.refresh_from_db()
    assert (room.name, room.directions, room.units.count()) == ("Den", "Left", 2)


@pytest.mark.both_engines
def test_of_two_of_one_name_at_once_the_second_reads_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    school, den = SchoolFactory(), RoomFactory(name="Den")
    check = rules.check_room

    def meanwhile(at: School) -> None:
        """Somebody adds a hall just after the name was found free."""
        checks = iter([lambda **_: RoomFactory(school=at, name="Hall")])
        monkeypatch.setattr(rules, "check_room", lambda **room: next(checks, check)(**room))

    meanwhile(school)
    with pytest.raises(Refused, match="already has a room called Hall"):
        actions.add(school=school, name="Hall", capacity=30, by=SYSTEM)
    meanwhile(den.school)
    with pytest.raises(Refused, match="already has a room called Hall"):
        actions.change(room=den, name="Hall", capacity=4, is_confidential=True, directions="", units=1, by=SYSTEM)
    assert Room.objects.get(pk=den.pk).name == "Den"


def test_hours_are_replaced_and_those_that_stay_keep_their_rows() -> None:
    room = RoomFactory(hours=[(0, "9:00", "12:00"), (1, "9:00", "12:00")])
    kept = room.hours.get(weekday=1).pk
    actions.set_hours(room=room, hours=[(1, 540, 720), (3, 780, 900)], by=SYSTEM)
    assert hours_of(room) == [(1, 540, 720), (3, 780, 900)]
    assert room.hours.get(weekday=1).pk == kept


def test_refused_hours_change_nothing() -> None:
    room = RoomFactory(hours=[(0, "9:00", "12:00")])
    with pytest.raises(Refused):
        actions.set_hours(room=room, hours=[(1, 540, 720), (1, 700, 900)], by=SYSTEM)
    assert hours_of(room) == [(0, 540, 720)]


def test_a_block_ahead_is_lifted_altogether() -> None:
    room, day = RoomFactory(), A_MONDAY + dt.timedelta(days=3)
    block = actions.block(room=room, starts_on=day, ends_on=day, reason=" Mock exams ", by=SYSTEM)
    assert (block.reason, block.start_minute, block.end_minute) == ("Mock exams", 420, 1140)
    actions.lift_block(block=block, by=SYSTEM)
    assert not RoomBlock.objects.exists()


def test_a_block_that_has_begun_keeps_the_days_behind() -> None:
    block = RoomBlockFactory(starts_on=dt.date(2026, 9, 10), ends_on=dt.date(2026, 9, 18))
    actions.lift_block(block=block, by=SYSTEM)
    assert RoomBlock.objects.get().ends_on == dt.date(2026, 9, 13)


def test_a_block_that_is_past_stays() -> None:
    block = RoomBlockFactory(starts_on=dt.date(2026, 9, 10))
    with pytest.raises(Refused, match="past and stays as it was"):
        actions.lift_block(block=block, by=SYSTEM)


def test_a_room_is_taken_out_of_use_and_put_back() -> None:
    room = RoomFactory()
    actions.take_out_of_use(room=room, by=SYSTEM)
    assert not Room.objects.get(pk=room.pk).is_in_use
    actions.put_back_in_use(room=room, by=SYSTEM)
    assert Room.objects.get(pk=room.pk).is_in_use


def test_only_those_who_may_edit_rooms_here() -> None:
    room = RoomFactory()
    actions.take_out_of_use(room=room, by=member_of(room.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD))
    for somebody in (
        member_of(room.school, RoleName.SCHOOL_STAFF),
        member_of(SchoolFactory(), RoleName.SENIOR_MENTAL_HEALTH_LEAD),
    ):
        with pytest.raises(Refused, match="Your role does not allow this here"):
            actions.set_hours(room=room, hours=[], by=somebody)
