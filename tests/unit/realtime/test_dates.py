"""When a service is open, by the clock on the wall; both nights when the clocks change."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhst.core.clock import LONDON
from realtime.dates import SHUT, Block, Hours, Staffed, blocks_of, opening_at

FRIDAY = dt.date(2026, 11, 27)
EVENING = Hours(17 * 60, 21 * 60 + 15, 22 * 60)
ALL_NIGHT = Hours(0, 1440, 1440)
minutes = st.integers(0, 1440)
stretches = st.tuples(minutes, minutes).filter(lambda pair: pair[0] < pair[1])


def at(on: dt.date, hour: int, minute: int = 0, fold: int = 0) -> dt.datetime:
    return dt.datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON, fold=fold)


def test_it_is_open_only_while_somebody_is_on_shift_within_its_hours() -> None:
    shifts = [Staffed(18 * 60, 20 * 60), Staffed(20 * 60, 21 * 60), Staffed(21 * 60 + 30, 23 * 60)]

    assert blocks_of(FRIDAY, EVENING, shifts) == [
        Block(
            FRIDAY, 18 * 60, 20 * 60 + 15, 21 * 60
        ),  # everybody goes home at nine, so the last come in at a quarter past eight
        Block(FRIDAY, 21 * 60 + 30, 21 * 60 + 30, 22 * 60),  # too short for anybody new
    ]
    assert blocks_of(FRIDAY, EVENING, []) == blocks_of(FRIDAY, None, shifts) == []


def test_to_the_minute() -> None:
    blocks = blocks_of(FRIDAY, EVENING, [Staffed(0, 1440)])
    told = [opening_at(at(FRIDAY, h, m), blocks) for h, m in ((16, 59), (17, 0), (21, 14), (21, 15), (21, 59), (22, 0))]

    assert [(o.is_open, o.lets_in) for o in told] == [
        (False, False), (True, True), (True, True), (True, False), (True, False), (False, False),
    ]  # fmt: skip
    assert told[0].opens_next == at(FRIDAY, 17)
    assert told[1].closes_at == at(FRIDAY, 22)
    assert told[1].lets_in_until == at(FRIDAY, 21, 15)


def test_nothing_known_is_closed() -> None:
    assert opening_at(at(FRIDAY, 19), []) == SHUT


def test_open_until_midnight_ends_with_the_day() -> None:
    (block,) = blocks_of(FRIDAY, ALL_NIGHT, [Staffed(0, 1440)])
    assert opening_at(at(FRIDAY, 23, 59), [block]).closes_at == at(FRIDAY + dt.timedelta(days=1), 0)
    assert not opening_at(at(FRIDAY + dt.timedelta(days=1), 0), [block]).is_open


def all_day(first: dt.date, days: int, hours: Hours = ALL_NIGHT) -> list[Block]:
    """Somebody is there at every hour of these dates."""
    return [block for n in range(days) for block in blocks_of(first + dt.timedelta(days=n), hours, [Staffed(0, 1440)])]


NIGHTS = pytest.mark.parametrize("on", [dt.date(2026, 10, 25), dt.date(2027, 3, 28), FRIDAY])


@NIGHTS
def test_a_midnight_at_which_the_next_day_begins_at_once_ends_nothing(on: dt.date) -> None:
    """The night on which the clocks change, before it and after."""
    eve, day = on - dt.timedelta(days=1), dt.timedelta(days=1)
    blocks = all_day(eve, 2) + blocks_of(on + day, Hours(0, 330, 360), [Staffed(0, 1440)])
    told = [opening_at(at(eve, 5, 59), blocks), opening_at(at(on, 5, 59), blocks), opening_at(at(on, 6, 1), blocks)]
    assert [one.closes_at for one in told] == [at(on + day, 6)] * 3
    assert [one.lets_in_until for one in told] == [at(on + day, 5, 30)] * 3
    assert [one.is_day_and_night for one in told] == [True, True, False]
    assert [one.lets_in_day_and_night for one in told] == [True, False, False]


@NIGHTS
def test_through_the_night_on_which_the_clocks_change_it_is_open_day_and_night(on: dt.date) -> None:
    blocks = all_day(on - dt.timedelta(days=1), 9)
    night = dt.datetime.combine(on, dt.time(0), tzinfo=LONDON).astimezone(dt.UTC)
    told = [opening_at(night + dt.timedelta(minutes=15 * n), blocks) for n in range(-40, 40)]
    assert {(one.is_day_and_night, one.lets_in_day_and_night) for one in told} == {(True, True)}
    assert {one.closes_at for one in told} == {at(on + dt.timedelta(days=8), 0)}
    assert {one.closes_this_week for one in told} == {False}
    later = opening_at(night + dt.timedelta(days=2), blocks)
    assert (later.is_day_and_night, later.closes_this_week) == (True, True)


def test_a_pause_before_midnight_or_after_it_is_a_closing() -> None:
    for pause in (Hours(15, 1440, 1440), Hours(0, 1425, 1425)):
        told = opening_at(at(FRIDAY, 20), all_day(FRIDAY, 2, pause))
        assert (told.is_day_and_night, told.closes_at) == (
            False,
            at(FRIDAY, 0) + dt.timedelta(minutes=pause.closes),
        )
    without = opening_at(at(FRIDAY, 20), all_day(FRIDAY, 3, Hours(0, 1395, 1440)))
    assert (without.is_day_and_night, without.lets_in_day_and_night) == (True, False)
    assert without.lets_in_until == at(FRIDAY, 23, 15)


@pytest.mark.parametrize(("on", "hours"), [(dt.date(2026, 10, 25), 3), (dt.date(2027, 3, 28), 1), (FRIDAY, 2)])
def test_on_both_nights_when_the_clocks_change_it_goes_by_the_wall(on: dt.date, hours: int) -> None:
    """From one to three at night: three hours in autumn, one in spring."""
    blocks = blocks_of(on, Hours(60, 180, 180), [Staffed(0, 1440)])
    midnight = dt.datetime.combine(on, dt.time(0), tzinfo=LONDON).astimezone(dt.UTC)
    instants = [midnight + dt.timedelta(minutes=minute) for minute in range(6 * 60)]

    assert sum(opening_at(moment, blocks).is_open for moment in instants) == hours * 60


def test_half_past_one_comes_twice_in_autumn_and_is_open_both_times() -> None:
    autumn = dt.date(2026, 10, 25)
    blocks = blocks_of(autumn, Hours(90, 95, 100), [Staffed(0, 1440)])
    first, again = at(autumn, 1, 30), at(autumn, 1, 30, fold=1)

    assert again.astimezone(dt.UTC) - first.astimezone(dt.UTC) == dt.timedelta(hours=1)
    assert opening_at(first, blocks).is_open
    assert opening_at(again, blocks).is_open


@given(st.lists(stretches, max_size=5), stretches, st.integers(0, 1440), st.integers(0, 1439))
def test_every_minute_is_as_hours_and_shifts_say(
    shifts: list[tuple[int, int]], hours: tuple[int, int], accept: int, minute: int
) -> None:
    opens, closes = hours
    within = Hours(opens, min(max(accept, opens + 1), closes), closes)
    blocks = blocks_of(FRIDAY, within, [Staffed(*shift) for shift in shifts])

    told = opening_at(at(FRIDAY, minute // 60, minute % 60), blocks)

    assert told.is_open == (opens <= minute < closes and any(a <= minute < b for a, b in shifts))
    assert not told.lets_in or (told.is_open and minute < within.accept_until)
    assert all(b.opens <= b.accept_until <= b.closes for b in blocks)
    assert all(a.closes < b.opens for a, b in pairwise(blocks))
