"""The order of the queue: fair by waiting, raised a little by one's own word or a human, and nobody starves."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from realtime.enums import OPEN_VISITS, VISIT_MOVES, Urgency, VisitState
from realtime.rules.visit import BAND, MOST_BANDS, own_band, raised, turn_at

MINUTE = dt.timedelta(minutes=1)
NOW = dt.datetime(2026, 11, 25, 19, 30, tzinfo=dt.UTC)
#: When they came, their band, how late for a booked chat (or 0: for none), and by how many bands they were moved up.
someone = st.tuples(st.integers(0, 24 * 60), st.integers(0, MOST_BANDS), st.integers(0, 40), st.integers(0, MOST_BANDS))
Person = tuple[int, int, int, int]


def came_at(person: Person) -> dt.datetime:
    return NOW + person[0] * MINUTE


def turn_of(person: Person) -> dt.datetime:
    came, (_, band, late, bands) = came_at(person), person
    return raised(came, turn_at(came, band, came - late * MINUTE if late else None), bands)


def in_line(people: list[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (turn_of(person), person[0]))


@given(st.lists(someone, max_size=30))
def test_nobody_is_overtaken_by_somebody_who_came_more_than_half_an_hour_later(people: list[Person]) -> None:
    line = in_line(people)
    for place, one in enumerate(line):
        assert all(came_at(other) - came_at(one) <= 30 * MINUTE for other in line[:place])


@given(st.lists(st.integers(0, 24 * 60), max_size=30), st.integers(0, MOST_BANDS))
def test_within_a_band_it_is_first_come_first_served(minutes: list[int], band: int) -> None:
    line = in_line([(minute, band, 0, 0) for minute in minutes])
    assert line == sorted(line)


@given(someone, st.lists(someone, max_size=30), st.integers(1, MOST_BANDS))
def test_being_raised_never_costs_a_place(one: Person, others: list[Person], bands: int) -> None:
    up = (*one[:3], one[3] + bands)
    assert in_line([up, *others]).index(up) <= in_line([one, *others]).index(one)


@given(st.integers(0, 20), st.booleans(), st.integers(1, MOST_BANDS))
def test_a_booked_time_counts_and_each_band_beside_it(late: int, is_urgent: bool, bands: int) -> None:
    booked_at, band = NOW - late * MINUTE, int(is_urgent)
    assert turn_at(NOW, band, booked_at) == booked_at - band * BAND
    assert raised(NOW, turn_at(NOW, band, booked_at), bands) == max(
        booked_at - (band + bands) * BAND, NOW - 30 * MINUTE
    )


def test_only_ones_own_word_raises_by_itself() -> None:
    assert [own_band(word) for word in ("", *Urgency.values)] == [0, 0, 0, 1]


def test_what_is_over_stays_over_and_the_rest_can_end() -> None:
    over = {state for state, moves in VISIT_MOVES.items() if not moves}
    assert over == set(VisitState) - set(OPEN_VISITS) - {VisitState.NOT_REACHED}
    assert VISIT_MOVES[VisitState.NOT_REACHED] == {VisitState.WAITING}  # where a closing did not last
    assert all(VISIT_MOVES[state] for state in OPEN_VISITS)
