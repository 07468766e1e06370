"""From a first date to the dates of a whole run: weekly, moving or skipping what is shut, saying why.

Plain data in and out.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

WEEK = dt.timedelta(days=7)
#: A run that cannot find its dates in so many weeks more than it has sessions is not worth offering.
SPARE_WEEKS = 6
#: One that is booked may go on over the longest summer and what else is shut near it, once somebody says so.
OVER_A_SUMMER = 16


@dataclass(frozen=True)
class RunDate:
    """One week of a run: session `number`, or none and the reason why not.

    `instead` are days of a skipped week that would do; `moved_from` is the usual day of a session that took one.
    """

    date: dt.date
    number: int | None
    why_skipped: str = ""
    instead: tuple[dt.date, ...] = ()
    moved_from: dt.date | None = None
    why_moved: str = ""


def run_dates(
    first: dt.date,
    count: int,
    why_not: Callable[[dt.date], str | None],
    instead: Callable[[dt.date], Sequence[dt.date]] = lambda day: (),
    *,
    has_begun: bool = False,
    spare: int = SPARE_WEEKS,
) -> list[RunDate]:
    """`count` weekly dates from `first`, later ones moving back a week for each week that is skipped.

    `why_not(date)` is a reason such as "half-term", or None when the date will do; `instead(date)` names days of the
    same week that would, for `with_moves`. Weeks skipped before the first session are left out, as the run simply
    starts later, unless it `has_begun` before these dates. Returns fewer than `count` numbered dates when they do not
    fit with so many weeks to `spare`.
    """
    found: list[RunDate] = []
    number = 0
    for week in range(count + spare):
        date = first + WEEK * week
        reason = why_not(date)
        if reason is None:
            number += 1
            found.append(RunDate(date, number))
        elif found or has_begun:
            found.append(RunDate(date, None, reason, tuple(instead(date))))
        if number == count:
            return found
    return found


def with_moves(dates: list[RunDate], count: int, will_do: Callable[[dt.date, int], bool]) -> list[RunDate]:
    """The same run with skipped weeks made good within the week, so that it may end earlier.

    Of each skipped week the first day `instead` is taken for which `will_do(day, number)` says yes, if there is one.
    """
    if not any(week.instead for week in dates):
        return dates
    found: list[RunDate] = []
    number = 0
    for week in dates:
        moved = next((day for day in week.instead if will_do(day, number + 1)), None)
        if week.number or moved:
            number += 1
        found.append(_moved(week, moved, number) if moved else replace(week, number=week.number and number))
        if number == count:
            return found
    return found


def _moved(week: RunDate, to: dt.date, number: int) -> RunDate:
    return RunDate(to, number, moved_from=week.date, why_moved=week.why_skipped)


def nearest_days(date: dt.date, will_do: Callable[[dt.date], bool]) -> list[dt.date]:
    """The other days of the working week that will do, the nearest first and later before earlier."""
    monday = date - dt.timedelta(days=date.weekday())
    others = [day for n in range(5) if (day := monday + dt.timedelta(days=n)) != date and will_do(day)]
    return sorted(others, key=lambda day: (abs(day - date), day < date))


def held(dates: list[RunDate]) -> list[RunDate]:
    """Only the weeks in which a session takes place."""
    return [date for date in dates if date.number is not None]


def rotate(
    options: list[list[int]], missed: Sequence[Callable[[int], Sequence[str]]] = (), *, rest: int = 2
) -> list[int] | None:
    """One start for each week, so that the same lesson is missed as seldom as can be.

    `options` holds, week by week, the minutes at which a session could start, and `missed` says of a minute of that
    week which lessons a session then would touch. In each week the start that has rested longest, itself and all its
    lessons, is taken; among those that never served, the earliest. None when a week has no option or when the best
    choice still repeats a start or a lesson within `rest` weeks.
    """
    chosen: list[int] = []
    used: list[set[object]] = []
    for number, week in enumerate(options):
        if not week:
            return None
        touched = {start: {start, *(missed[number](start) if missed else ())} for start in week}
        best = min(week, key=lambda start: (_last_used(used, touched[start]), start))
        if any(touched[best] & recent for recent in used[-rest:]):
            return None
        chosen.append(best)
        used.append(touched[best])
    return chosen


def _last_used(used: list[set[object]], touched: set[object]) -> int:
    return max((index for index, recent in enumerate(used) if recent & touched), default=-1)
