import pytest

from mhst.places.words import clock_time, year_groups_in_words


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([11], "Year 11"),
        ([8, 7], "Years 7 and 8"),
        ([7, 8, 9, 10, 11], "Years 7 to 11"),
        ([7, 9, 10, 11], "Years 7 and 9 to 11"),
        ([0], "Reception"),
        ([0, 1, 2, 3], "Reception and Years 1 to 3"),
        ([-1, 0, 1], "Nursery, Reception and Year 1"),
        ([], ""),
    ],
)
def test_year_groups_are_said_as_people_say_them(years: list[int], said: str) -> None:
    assert year_groups_in_words(years) == said


def test_minutes_are_shown_as_a_clock_does() -> None:
    assert [clock_time(minute) for minute in (420, 545, 1140)] == ["07:00", "09:05", "19:00"]
