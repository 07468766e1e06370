"""Urgent is today, routine within the team's working days; weekends and bank holidays are none."""

import datetime as dt

import pytest

from school_link.dates import days_left, due_at, live_minutes
from school_link.queries.desk import is_off


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("urgency", "sent", "due"),
    [
        ("today", "2026-11-26 10:00+00:00", "2026-11-26 17:00+00:00"),
        ("today", "2026-11-26 16:30+00:00", "2026-11-27 17:00+00:00"),
        ("today", "2026-11-28 10:00+00:00", "2026-11-30 17:00+00:00"),
        ("routine", "2026-11-26 10:00+00:00", "2026-12-03 17:00+00:00"),
        ("routine", "2026-12-23 10:00+00:00", "2027-01-04 17:00+00:00"),
        ("routine", "2026-07-01 10:00+01:00", "2026-07-08 17:00+01:00"),
    ],
)
def test_until_when_it_is_answered(urgency, sent, due) -> None:
    assert due_at(urgency, at(sent), 5, is_off) == at(due)


def test_working_days_that_are_left() -> None:
    due = at("2026-12-03 17:00+00:00")
    assert [days_left(due, at(f"2026-{day} 09:00+00:00"), is_off) for day in ("11-26", "11-29", "12-03", "12-08")] == [
        5, 4, 0, 0,
    ]  # fmt: skip


def test_live_minutes_are_those_in_which_several_write_with_short_pauses() -> None:
    first = at("2026-12-03 10:00+00:00")

    def minutes(*said: tuple[str, float]) -> int:
        return live_minutes([(who, first + dt.timedelta(minutes=after)) for who, after in said])

    assert minutes() == minutes(("sam", 0)) == minutes(("sam", 0), ("sam", 8)) == 0
    assert minutes(("sam", 0), ("spec", 10), ("sam", 12.5)) == 13
    assert minutes(("sam", 0), ("spec", 3), ("sam", 60), ("spec", 71), ("sam", 75)) == 3 + 4
