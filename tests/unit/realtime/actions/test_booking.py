"""Another chat at an agreed time: made at the ending, a place kept for it, cancelled by either, let go when late."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from mhst.access.actions import membership as memberships
from mhst.access.actions import user as users
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from realtime.actions import booking as actions
from realtime.actions import ending as endings
from realtime.actions import hours as rota
from realtime.actions import visit as visits
from realtime.enums import BookingState, NextStep, VisitState
from realtime.models import Booking, Shift, Visit
from realtime.queries import booking as queries
from realtime.queries import hours
from realtime.queries import slot as slots
from realtime.tasks import tell_of_left_bookings, tidy_queue
from sessions_app.models import Message as Letter
from tests.factories.counselling import ShiftFactory, SpecialHoursFactory, VisitorFactory
from tests.support.conversation import Room
from tests.support.evening import Evening, evening
from tests.unit.realtime.actions.test_visit import code

pytestmark = [pytest.mark.django_db]
MINUTE = dt.timedelta(minutes=1)
NOW = dt.datetime(2026, 11, 25, 17, 0, tzinfo=dt.UTC)
AT = NOW + 120 * MINUTE


@pytest.fixture(autouse=True)
def travels() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def tonight(db: None) -> Evening:
    return evening()


def agree(room: Room, at: dt.datetime = AT, **more: Any) -> None:
    step = more.pop("step", NextStep.CHAT)
    endings.agree_next(conversation=room.conversation.pk, step=step, at=at, by=room.user("Robin"))


def booked(tonight: Evening, nickname: str = "otter") -> tuple[Room, Booking]:
    """They have talked, agreed on seven o'clock, and ended."""
    room = tonight.chat(nickname)
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    agree(room)
    visits.close(visit=Visit.objects.get(conversation=room.conversation), would_again=False, by=tonight.cleo)
    return room, Booking.objects.get(made_in=room.conversation)


@pytest.mark.both_engines
def test_it_is_agreed_within_hours_on_a_shift_with_room(tonight: Evening) -> None:
    room = tonight.chat()
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    given = {"conversation": room.conversation.pk, "step": NextStep.CHAT, "by": room.user("Robin")}
    assert code(endings.agree_next, **given, at=NOW - MINUTE) == "past"
    assert code(endings.agree_next, **given, at=NOW + dt.timedelta(days=1)) == "not-on-shift"
    ShiftFactory(service=tonight.service, counsellor=tonight.cleo, on=clock.today() + dt.timedelta(days=1))
    SpecialHoursFactory(service=tonight.service, on=clock.today() + dt.timedelta(days=1))
    assert code(endings.agree_next, **given, at=NOW + dt.timedelta(days=1)) == "shut"
    agree(room)
    agree(room, AT + 30 * MINUTE)  # agreed anew, it moves
    made = Booking.objects.get()
    assert (made.at, made.counsellor, made.visitor.user) == (AT + 30 * MINUTE, tonight.cleo, room.user("Robin"))
    agree(room, step=NextStep.COME)
    made.refresh_from_db()
    assert (made.state, queries.stands(room.conversation.pk)) == (BookingState.CANCELLED, False)


def test_no_more_are_booked_at_once_than_the_shift_allows(tonight: Evening) -> None:
    booked(tonight, "otter")
    booked(tonight, "heron")
    room = tonight.chat("badger")
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    given = {"conversation": room.conversation.pk, "step": NextStep.CHAT, "by": tonight.cleo}
    assert code(endings.agree_next, **given, at=AT + 59 * MINUTE) == "full"
    endings.agree_next(**given, at=AT + 60 * MINUTE)


@pytest.mark.both_engines
def test_who_comes_for_it_is_first_with_that_counsellor_and_left_to_them(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    travels.move_to(AT - 20 * MINUTE)
    longest = tonight.comes("heron", kept_until=AT)
    travels.move_to(AT - 5 * MINUTE)
    visit = visits.join(visitor=made.visitor, by=made.visitor.user)
    assert visits.call_next(service=tonight.service, by=tonight.cara) == longest
    visits.claim(visit=longest, by=tonight.cara)
    assert visits.call_next(service=tonight.service, by=tonight.cara) is None
    tonight.comes("badger")
    assert visits.call_next(service=tonight.service, by=tonight.cleo) == visit
    visits.claim(visit=visit, by=tonight.cleo)
    made.refresh_from_db()
    assert (made.state, made.visit) == (BookingState.KEPT, visit)


def test_whoever_is_late_for_it_is_moved_up_from_the_booked_time(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    travels.move_to(AT + 14 * MINUTE)
    visit = visits.join(visitor=made.visitor, by=made.visitor.user)
    visits.raise_up(visit=visit, bands=1, because="said_so", by=tonight.sue)
    visit.refresh_from_db()
    assert (visit.turn_at, visit.band) == (AT - 10 * MINUTE, 1)
    visits.raise_up(visit=visit, bands=1, because="said_so", by=tonight.sue)
    visit.refresh_from_db()
    assert visit.turn_at == AT - 16 * MINUTE  # half an hour before they came, and no more
    assert code(visits.raise_up, visit=visit, bands=1, because="said_so", by=tonight.sue) == "visit-highest"


@pytest.mark.both_engines
def test_a_place_is_kept_for_it_until_it_is_late(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    tonight.chat("heron")
    travels.move_to(AT - 45 * MINUTE)
    waits = tonight.comes("badger", kept_until=AT + 60 * MINUTE)
    given = {"service": tonight.service, "by": tonight.cleo}
    assert code(visits.call_next, **given) == "kept"
    travels.move_to(AT + 14 * MINUTE)
    tidy_queue()
    assert code(visits.call_next, **given) == "kept"
    travels.move_to(AT + 15 * MINUTE)
    tidy_queue()
    made.refresh_from_db()
    assert made.state == BookingState.RELEASED
    assert visits.call_next(**given) == waits


def test_who_has_come_is_not_let_go_and_after_a_while_anybody_takes_them(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    travels.move_to(AT)
    visit = visits.join(visitor=made.visitor, by=made.visitor.user)
    travels.move_to(AT + 9 * MINUTE)
    visits.keep_place(visit=visit, by=made.visitor.user)
    travels.move_to(AT + 16 * MINUTE)
    tidy_queue()
    made.refresh_from_db()
    assert made.state == BookingState.BOOKED
    assert visits.call_next(service=tonight.service, by=tonight.cara) == visit
    visits.claim(visit=visit, by=tonight.cara)
    made.refresh_from_db()
    assert made.state == BookingState.KEPT


def test_after_the_last_time_to_come_in_only_who_has_booked_does(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    SpecialHoursFactory(
        service=tonight.service, on=clock.today(), opens=0, accept_until=19 * 60, closes=20 * 60
    )  # fmt: skip
    hours.forget(tonight.service.pk)
    travels.move_to(AT + 5 * MINUTE)
    other = VisitorFactory(service=tonight.service)
    assert code(visits.join, visitor=other, by=other.user) == "service-full"
    assert visits.join(visitor=made.visitor, by=made.visitor.user).turn_at == AT


def test_either_cancels_it_once_and_nobody_else(tonight: Evening) -> None:
    room, made = booked(tonight)
    assert code(actions.cancel, booking=made, by=tonight.cara).startswith("needs-")
    assert queries.shown_to(made.visitor) == made
    actions.cancel(booking=made, by=tonight.cleo)
    assert code(actions.cancel, booking=made, by=room.user("Robin")) == "booking-over"
    shown = queries.shown_to(made.visitor)
    assert shown is not None  # they read that we cannot be there
    assert (shown.state, queries.for_desk(tonight.cleo)) == (BookingState.CANCELLED, [])
    _, again = booked(tonight, "heron")
    actions.cancel(booking=again, by=again.visitor.user)
    assert queries.shown_to(again.visitor) is None


def test_who_left_the_queue_comes_again_for_it(tonight: Evening, travels: Any) -> None:
    _, made = booked(tonight)
    travels.move_to(AT)
    first = visits.join(visitor=made.visitor, by=made.visitor.user)
    visits.leave(visit=first, by=made.visitor.user)
    second = visits.join(visitor=made.visitor, by=made.visitor.user)
    made.refresh_from_db()
    assert (made.visit, first.state, second.state) == (second, VisitState.WAITING, VisitState.WAITING)


def test_a_chat_that_loses_its_shift_is_told_to_who_leads_who_moves_it(tonight: Evening) -> None:
    _, booking = booked(tonight)
    shift = Shift.objects.get(counsellor=tonight.cleo)
    assert queries.on_shift(shift) == 1
    rota.remove_shift(shift=shift, by=SYSTEM)
    (letter,) = Letter.objects.all()
    assert (letter.address, str(booking.pk) in str(letter.details)) == (tonight.sue.email, True)
    assert queries.who_could(booking) == [tonight.cara]
    assert code(actions.move, booking=booking, to=tonight.cara, by=tonight.cleo) == "needs-conversation.supervise"
    assert code(actions.move, booking=booking, to=tonight.cleo, by=tonight.sue) == "not-on-shift"
    actions.move(booking=booking, to=tonight.cara, by=tonight.sue)
    (due,) = queries.today_for(tonight.sue)
    assert (due.booking.counsellor, due.is_staffed) == (tonight.cara, True)


def test_a_shift_that_is_only_made_shorter_loses_what_it_no_longer_covers(tonight: Evening) -> None:
    booked(tonight)
    shift = Shift.objects.select_related("service__team").get(counsellor=tonight.cleo)
    given = {"shift": shift, "counsellor": tonight.cleo, "on": shift.on, "starts": 0, "most": 4, "by": SYSTEM}
    rota.change_shift(**given, ends=22 * 60)
    assert not Letter.objects.exists()
    rota.change_shift(**given, ends=18 * 60)
    assert Letter.objects.count() == 1


def test_where_whoever_had_room_is_taken_meanwhile_another_keeps_the_place(
    tonight: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two young people look at the same page of free times."""
    with recording.acting(by=SYSTEM, verb="test"):
        Shift.objects.filter(counsellor=tonight.cara).update(most=1)  # so that Cleo has most room
        Shift.objects.filter(counsellor=tonight.cleo).update(most=2)
    (free,) = [slot for slot in slots.of_service(tonight.service) if slot.at == AT]
    seen = slots.Slot(AT, list(free.who))
    monkeypatch.setattr(slots, "of_service", lambda service: [seen])
    made = []
    for nickname in ("otter", "heron", "badger"):
        visitor = VisitorFactory(service=tonight.service, nickname=nickname)
        made.append(actions.book(visitor=visitor, at=AT, by=visitor.user).counsellor)
    assert made == [tonight.cleo, tonight.cleo, tonight.cara]
    crow = VisitorFactory(service=tonight.service, nickname="crow")
    assert code(actions.book, visitor=crow, at=AT, by=crow.user) == "taken"


def let_go(how: str, who: Any) -> None:
    if how == "account":
        users.leave(user=who, by=SYSTEM)
    else:
        memberships.end_all_of(user=who, by=SYSTEM)
    tell_of_left_bookings()  # as the receiver does after the commit
    tell_of_left_bookings()


@pytest.mark.parametrize("how", ["account", "role"])
def test_a_counsellor_who_has_left_keeps_no_booked_chat(tonight: Evening, travels: Any, how: str) -> None:
    _, made = booked(tonight)
    let_go(how, tonight.cleo)
    letter = Letter.objects.get()
    assert letter.key == f"booking-left:{made.pk}:{tonight.cleo.pk}"
    assert [(one.booking, one.is_staffed, one.is_open) for one in queries.today_for(tonight.sue)] == [
        (made, False, True)
    ]
    assert queries.who_could(made) == [tonight.cara]
    travels.move_to(AT - 5 * MINUTE)
    visit = visits.join(visitor=made.visitor, by=made.visitor.user)
    assert visits.call_next(service=tonight.service, by=tonight.cara) == visit


@pytest.mark.parametrize("how", ["account", "role"])
def test_no_booked_chat_is_moved_to_who_has_left(tonight: Evening, how: str) -> None:
    _, made = booked(tonight)
    let_go(how, tonight.cara)
    assert Letter.objects.count() == 0
    assert queries.who_could(made) == []
    assert code(actions.move, booking=made, to=tonight.cara, by=tonight.sue) == "not-on-shift"


def test_without_anybody_who_works_here_it_is_closed(tonight: Evening) -> None:
    assert hours.opening_to_come(tonight.service, AT).is_open
    for counsellor in (tonight.cleo, tonight.cara):
        let_go("role", counsellor)
    assert not hours.opening_to_come(tonight.service, AT).is_open
    assert hours.on_shift(tonight.service) == []


def test_a_role_that_ends_before_it_is_told_of_at_once(tonight: Evening) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    ShiftFactory(service=tonight.service, counsellor=tonight.cleo, on=tomorrow)
    room = tonight.chat()
    endings.propose(conversation=room.conversation.pk, by=tonight.cleo)
    agree(room, AT + dt.timedelta(days=1))
    role = tonight.cleo.memberships.get()
    memberships.change(membership=role, role=role.role, ends_on=clock.today(), by=SYSTEM)
    tell_of_left_bookings()
    assert Letter.objects.count() == 1
    assert not queries.is_staffed(Booking.objects.get())
