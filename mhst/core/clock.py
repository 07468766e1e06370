"""The only calls to the system clock. Stored in UTC, decided and shown in Europe/London."""

import datetime as dt
from calendar import monthrange
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The date on a wall calendar in London."""
    return now().astimezone(LONDON).date()


def at_local(date: dt.date, minute: int) -> dt.datetime:
    """The aware London time `minute` minutes after midnight by the clock on the wall of `date`.

    Wall time, not elapsed time: 570 is half past nine on every day of the year, also on the two days a
    year when that is not 570 minutes after midnight.
    """
    return dt.datetime.combine(date, dt.time(minute // 60, minute % 60), tzinfo=LONDON)


def minute_of(time: dt.time) -> int:
    """Minutes after midnight on the wall clock."""
    return time.hour * 60 + time.minute


def time_of(minute: int) -> dt.time:
    """The wall-clock time so many minutes after midnight (0 to 1439)."""
    return dt.time(minute // 60, minute % 60)


def months_after(date: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month: half a year after 31 August is 28 February."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return dt.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))


def academic_year_of(date: dt.date) -> int:
    """The year in which the academic year of `date` began; it turns on 1 September."""
    return date.year if date.month >= 9 else date.year - 1


def academic_year_starts(date: dt.date) -> dt.date:
    """The 1 September on or before `date`."""
    return dt.date(academic_year_of(date), 9, 1)
