"""How this app's numbers are said to people."""

import datetime as dt
from collections.abc import Iterable


def year_group_in_words(year: int) -> str:
    """ "Reception" or "Year 7"; "Nursery" before that."""
    if year < 0:
        return "Nursery"
    return f"Year {year}" if year else "Reception"


def year_groups_in_words(years: Iterable[int]) -> str:
    """ "Year 11", "Years 7 and 8", "Reception and Years 1 to 3"."""
    ordered = sorted(set(years))
    named = [year_group_in_words(year) for year in ordered if year < 1]
    numbered = _runs([year for year in ordered if year >= 1])
    if numbered:
        many = len([year for year in ordered if year >= 1]) > 1
        named.append(f"{'Years' if many else 'Year'} {_and(numbered)}")
    return _and(named)


def clock_time(minute: int) -> str:
    """ "09:05" for 545."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _runs(years: list[int]) -> list[str]:
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [piece for run in runs for piece in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]


def _and(pieces: list[str]) -> str:
    return pieces[0] if len(pieces) == 1 else f"{', '.join(pieces[:-1])} and {pieces[-1]}" if pieces else ""


def date_in_words(date: dt.date) -> str:
    """ "Monday 4 May 2026"."""
    return f"{date:%A} {date.day} {date:%B} {date.year}"


def span_in_words(first: dt.date, last: dt.date) -> str:
    """ "4 May 2026", "4 to 8 May 2026", "27 October to 3 November 2025"."""
    end = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {end}"
    start = f"{first.day} {first:%B}"
    return f"{start} to {end}" if first.year == last.year else f"{start} {first.year} to {end}"


def school_year_in_words(year: int) -> str:
    """ "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"
