"""The order of the queue: fair by waiting, raised a little by one's own word or a human, and nobody starves."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from realtime.enums import OPEN_VISITS, VISIT_MOVES, Urgency, VisitState
from realtime.rules.visit import BAND, MOST_BANDS, own_band, turn_at

NOW = dt.datetime(2026, 11, 25, 19, 30, tzinfo=dt.UTC)
someone = st.tuples(st.integers(0, 24 * 60), st.integers(0, MOST_BANDS))


def in_line(people: list[tuple[int, int]]) -> list[tuple[dt.datetime, int]]:
    joined = [(NOW + dt.timedelta(minutes=minute), band) for minute, band in people]
    return sorted(joined, key=lambda person: (turn_at(*person), person[0]))


@given(st.lists(someone, max_size=30))
def test_nobody_is_overtaken_by_somebody_who_came_much_later(people: list[tuple[int, int]]) -> None:
    line = in_line(people)
    for place, (came, band) in enumerate(line):
        for earlier_turn, other_band in line[:place]:
            assert earlier_turn - came <= (other_band - band) * BAND <= MOST_BANDS * BAND


@given(st.lists(st.integers(0, 24 * 60), max_size=30), st.integers(0, MOST_BANDS))
def test_within_a_band_it_is_first_come_first_served(minutes: list[int], band: int) -> None:
    line = in_line([(minute, band) for minute in minutes])
    assert line == sorted(line)


@given(someone, st.lists(someone, max_size=30), st.integers(1, MOST_BANDS))
def test_being_raised_never_costs_a_place(one: tuple[int, int], others: list[tuple[int, int]], bands: int) -> None:
    minute, band = one
    raised = (minute, min(MOST_BANDS, band + bands))
    at = (NOW + dt.timedelta(minutes=minute), band)
    up = (at[0], raised[1])
    assert in_line([*others, raised]).index(up) <= in_line([*others, one]).index(at)


def test_only_ones_own_word_raises_by_itself() -> None:
    assert [own_band(word) for word in ("", *Urgency.values)] == [0, 0, 0, 1]


def test_what_is_over_stays_over_and_the_rest_can_end() -> None:
    over = {state for state, moves in VISIT_MOVES.items() if not moves}
    assert over == set(VisitState) - set(OPEN_VISITS)
    assert all(VISIT_MOVES[state] for state in OPEN_VISITS)
