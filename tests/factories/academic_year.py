"""The academic year in which tests and the demo's timetable live. Invented, shaped like a northern council's."""

import datetime as dt

from mhst.places.enums import DayKind

ACADEMIC_YEAR = 2026
#: An ordinary Monday early in the autumn term, nine weeks of school around one half-term ahead.
A_MONDAY = dt.date(2026, 9, 14)

#: name, first day, last day
TERMS = (
    ("Autumn term", dt.date(2026, 9, 1), dt.date(2026, 12, 18)),
    ("Spring term", dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
    ("Summer term", dt.date(2027, 4, 12), dt.date(2027, 7, 20)),
)

#: kind, first day, last day. Bank holidays are not here: the calendar knows them by itself.
SPECIAL_DAYS = (
    (DayKind.INSET, dt.date(2026, 9, 1), dt.date(2026, 9, 1)),
    (DayKind.HALF_TERM, dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
    (DayKind.INSET, dt.date(2026, 11, 2), dt.date(2026, 11, 2)),
    (DayKind.INSET, dt.date(2027, 1, 4), dt.date(2027, 1, 4)),
    (DayKind.HALF_TERM, dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
    (DayKind.HALF_TERM, dt.date(2027, 5, 31), dt.date(2027, 6, 4)),
)


def minute(text: str) -> int:
    """Minutes after midnight of "9:05"."""
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


#: name, kind, start, end
FIVE_PERIODS = (
    ("Registration", "registration", "8:40", "9:00"),
    ("P1", "lesson", "9:00", "10:00"),
    ("P2", "lesson", "10:00", "11:00"),
    ("Break", "break", "11:00", "11:20"),
    ("P3", "lesson", "11:20", "12:20"),
    ("Lunch", "lunch", "12:20", "13:05"),
    ("P4", "lesson", "13:05", "14:05"),
    ("P5", "lesson", "14:05", "15:05"),
)
SIX_PERIODS = (
    ("Registration", "registration", "8:40", "9:00"),
    ("P1", "lesson", "9:00", "9:50"),
    ("P2", "lesson", "9:50", "10:40"),
    ("Break", "break", "10:40", "10:55"),
    ("P3", "lesson", "10:55", "11:45"),
    ("P4", "lesson", "11:45", "12:35"),
    ("Lunch", "lunch", "12:35", "13:20"),
    ("P5", "lesson", "13:20", "14:10"),
    ("P6", "lesson", "14:10", "15:00"),
)


def birthday_of(year_group: int, number: int = 0, *, academic_year: int = ACADEMIC_YEAR) -> dt.date:
    """A birth date that puts somebody in this year group in this academic year; `number` spreads them out."""
    first = dt.date(academic_year - year_group - 5, 9, 1)
    return first + dt.timedelta(days=(number * 67 + 44) % 365)
