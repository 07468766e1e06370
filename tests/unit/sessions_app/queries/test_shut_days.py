"""A week in which only the day of the session is shut: moved within the week if that works, else left out."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import DayKind
from sessions_app.actions import session as actions
from sessions_app.enums import CancelReason, WhenShut
from sessions_app.models import Series
from sessions_app.planner.offer import Offer
from sessions_app.queries.asked_time import about
from sessions_app.queries.offer import Wanted
from sessions_app.queries.series_list import offers_to_resume
from tests.factories.calendar import SpecialDayFactory
from tests.factories.places import RoomBlockFactory
from tests.factories.world import World, world
from tests.support.booking import TEN, book, sessions

pytestmark = pytest.mark.django_db

#: The summer term has Mondays from 12 April; the one on 3 May is a bank holiday, half-term begins on 31 May. The
#: practitioners have agreed to be at the school on Mondays, Wednesdays and Fridays.
APRIL_26, MAY_3, MAY_5, MAY_10, MAY_17 = (
    dt.date(2027, 4, 26), dt.date(2027, 5, 3), dt.date(2027, 5, 5), dt.date(2027, 5, 10), dt.date(2027, 5, 17),
)  # fmt: skip
BANK_HOLIDAY = "the early May bank holiday"


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel("2027-04-20 08:00+01:00", tick=False):
        yield


@pytest.fixture
def there() -> World:
    return world()


def on_mondays(there: World, count: int = 3, **changes: Any) -> Offer:
    """The run on Mondays at ten that is offered."""
    wanted = {
        "school": there.school,
        "programme": there.programme,
        "year_groups": [8],
        "pupils": there.pupils[:6],
        "earliest_on": APRIL_26,
        "count": count,
    }
    found = about(SYSTEM, Wanted(**{**wanted, **changes}), 0, TEN).offer
    assert found is not None
    return found


def told(offer: Offer) -> list[tuple[int | None, dt.date, dt.date | None]]:
    return [(slot.number, slot.date, slot.moved_from) for slot in offer.slots]


LEFT_OUT = [(1, APRIL_26, None), (None, MAY_3, None), (2, MAY_10, None), (3, MAY_17, None)]
MOVED = [(1, APRIL_26, None), (2, MAY_5, MAY_3), (3, MAY_10, None)]


def test_a_bank_holiday_moves_the_session_within_its_week_and_says_so(there: World) -> None:
    offer = on_mondays(there)
    assert told(offer) == MOVED
    assert offer.slots[1].why_moved == BANK_HOLIDAY
    assert f"Moves to Wednesday 5 May instead of Monday 3 May: {BANK_HOLIDAY}." in offer.reasons
    assert "The school is open every week of the run." not in offer.reasons
    assert Offer.from_plain(offer.as_plain()).slots == offer.slots


def test_it_moves_on_to_the_next_day_on_which_everybody_is_free(there: World) -> None:
    RoomBlockFactory(room=there.room, starts_on=MAY_5, ends_on=MAY_5)
    assert told(on_mondays(there))[1] == (2, dt.date(2027, 5, 7), MAY_3)


def test_exams_of_the_pupils_years_move_it_as_well(there: World) -> None:
    SpecialDayFactory(
        calendar=there.school.calendar, kind=DayKind.EXAM, starts_on=MAY_10, ends_on=MAY_10, year_groups=[8]
    )
    assert told(on_mondays(there))[2] == (3, dt.date(2027, 5, 12), MAY_10)
    assert told(on_mondays(there, year_groups=[9], pupils=[])) == MOVED


@pytest.mark.parametrize("taken", ["room", "practitioner", "pupil", "bell", "day agreed"])
def test_it_is_left_out_when_no_other_day_of_the_week_is_free(there: World, taken: str) -> None:
    week = {"starts_on": dt.date(2027, 5, 4), "ends_on": dt.date(2027, 5, 7)}
    if taken == "room":
        RoomBlockFactory(room=there.room, **week)
    elif taken == "practitioner":
        with recording.acting(by=SYSTEM, verb="test"):
            there.practitioner.absences.create(**week)
    elif taken == "pupil":
        for day in range(4, 8):
            _in_another_group(there, dt.date(2027, 5, day))
    elif taken == "bell":
        for each in there.school.school_days.get().periods.filter(weekday__gt=0, start_minute=TEN):
            _delete(each)
    elif taken == "day agreed":
        for each in there.practitioner.agreed_days.all():
            if each.weekday:
                _delete(each)
    offer = on_mondays(there)
    assert told(offer) == LEFT_OUT
    assert f"Leaves out 3 May ({BANK_HOLIDAY}); the last session is on 17 May." in offer.reasons


def test_a_rule_may_say_to_leave_such_weeks_out(there: World) -> None:
    assert told(on_mondays(there, when_shut=WhenShut.LEAVE_OUT)) == LEFT_OUT


def test_a_week_that_is_shut_as_a_whole_is_left_out(there: World) -> None:
    offer = on_mondays(there, earliest_on=dt.date(2027, 5, 17))
    assert told(offer) == [
        (1, MAY_17, None),
        (2, dt.date(2027, 5, 24), None),
        (None, dt.date(2027, 5, 31), None),
        (3, dt.date(2027, 6, 7), None),
    ]


def test_days_out_of_term_are_not_made_up_for(there: World) -> None:
    """Term ends on Tuesday 20 July: the Wednesday after it is in the holidays, although the Monday before it is not."""
    with time_machine.travel("2027-07-01 08:00+01:00", tick=False):
        wanted = Wanted(there.school, there.programme, [8], there.pupils[:6], dt.date(2027, 7, 7), count=2)
        assert about(SYSTEM, wanted, 2, TEN).offer is not None
        assert about(SYSTEM, replace(wanted, count=3), 2, TEN).offer is None


def test_the_booked_run_keeps_the_day_it_was_moved_from(there: World) -> None:
    series = book(there, on_mondays(there))
    second = sessions(series)[1]
    assert (second.date, second.moved_from, second.why_moved, second.is_moved) == (MAY_5, MAY_3, BANK_HOLIDAY, True)
    moved = actions.move(session=second, date=dt.date(2027, 5, 6), start_minute=TEN, by=SYSTEM)
    assert (moved.moved_from, moved.why_moved) == (None, "")


def booked(there: World, when_shut: str = WhenShut.MOVE) -> Series:
    """Three Mondays after the bank holiday."""
    return book(there, on_mondays(there, earliest_on=MAY_10, count=3), when_shut=when_shut)


def days(series: Series) -> list[tuple[int | None, dt.date, dt.date | None]]:
    return [(s.number, s.date, s.moved_from) for s in sessions(series)]


def test_moving_the_rest_follows_the_rule(there: World) -> None:
    series = booked(there)
    actions.move_rest(session=sessions(series)[0], date=APRIL_26, by=SYSTEM)
    assert days(series) == MOVED


def test_moving_the_rest_leaves_out_what_cannot_be_made_good(there: World) -> None:
    series = booked(there)
    RoomBlockFactory(room=there.room, starts_on=MAY_5, ends_on=dt.date(2027, 5, 7))
    actions.move_rest(session=sessions(series)[0], date=APRIL_26, by=SYSTEM)
    assert days(series) == LEFT_OUT


def test_moving_the_rest_leaves_out_what_the_rule_leaves_out(there: World) -> None:
    series = booked(there, WhenShut.LEAVE_OUT)
    actions.move_rest(session=sessions(series)[0], date=APRIL_26, by=SYSTEM)
    assert days(series) == LEFT_OUT


@pytest.mark.parametrize(
    ("rule", "added"), [(WhenShut.MOVE, (1, MAY_5, MAY_3)), (WhenShut.LEAVE_OUT, (1, MAY_10, None))]
)
def test_a_week_added_at_the_end_follows_the_rule(there: World, rule: str, added: tuple[int, dt.date, dt.date]) -> None:
    series = book(there, on_mondays(there, count=1), when_shut=rule)
    actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM, add_at_end=True)
    assert days(series)[-1] == added


def test_the_week_after_a_moved_session_is_back_on_the_usual_day(there: World) -> None:
    series = book(there, on_mondays(there, count=2))
    actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM, add_at_end=True)
    assert days(series)[-2:] == [(1, MAY_5, MAY_3), (2, MAY_10, None)]


def test_a_paused_run_goes_on_under_its_rule(there: World) -> None:
    from sessions_app.actions import series as series_actions

    with time_machine.travel("2027-04-22 08:00+01:00", tick=False):
        series = book(there, on_mondays(there, when_shut=WhenShut.LEAVE_OUT), when_shut=WhenShut.LEAVE_OUT)
        paused = series_actions.pause(series=series, note="trip", by=SYSTEM)
        assert {slot.moved_from for offer in offers_to_resume(SYSTEM, paused) for slot in offer.slots} == {None}
        with recording.acting(by=SYSTEM, verb="test"):
            paused.when_shut = WhenShut.MOVE
            paused.save()
        [offer] = [o for o in offers_to_resume(SYSTEM, paused) if o.first_on == APRIL_26]
        series_actions.resume(series=paused, offer=offer, by=SYSTEM)
        assert (2, MAY_5, MAY_3) in days(series)


def _in_another_group(there: World, day: dt.date) -> None:
    from tests.factories.people import PractitionerFactory
    from tests.factories.places import RoomFactory
    from tests.support.booking import offer

    others = PractitionerFactory.create_batch(2, team=there.team, at=[there.school])
    room = RoomFactory(school=there.school, small=True)
    book(there, offer(there, day, count=1), practitioners=others, room=room, pupils=[there.pupils[0]])


def _delete(row: Any) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        row.delete()
