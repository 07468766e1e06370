"""Terms and special days from a CSV file: kind,name,starts_on,ends_on,first_week,year_groups,finish."""

import datetime as dt
import re
from pathlib import Path

from mhst.places.enums import Week
from mhst.places.readers.csv_file import Line, read
from mhst.places.readers.dates import TERM, DatesFile, DatesGiven, kind_of
from mhst.places.readers.rejected import Rejected, Wrong

COLUMNS = ("kind", "starts_on")
OPTIONAL = ("name", "ends_on", "first_week", "year_groups", "finish")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
BY_HAND = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
YEAR_GROUPS = {"r": 0, "reception": 0, **{str(year): year for year in range(14)}}


def read_dates(path: Path) -> DatesFile:
    """Raises: FileRefused if the file as a whole cannot be read."""
    found = DatesFile()
    for line in read(path, COLUMNS, optional=OPTIONAL, encoding="utf-8-sig"):
        if not any(line.values.values()):
            continue
        found.lines += 1
        try:
            found.given.append(_given(line))
        except Wrong as wrong:
            found.rejected.append(Rejected(line.number, str(wrong)))
    return found


def _given(line: Line) -> DatesGiven:
    kind = kind_of(line["kind"])
    starts_on = _date(line, "starts_on")
    if starts_on is None:
        raise Wrong("starts_on is empty; it should be the first day, like 2026-09-01")
    name = line.values.get("name", "")
    if kind == TERM and not name:
        raise Wrong("name is empty; a term has one, like Autumn term")
    longest = 40 if kind == TERM else 120
    if len(name) > longest:
        raise Wrong(f"name has {len(name)} letters; {longest} are the most")
    return DatesGiven(
        line=line.number,
        kind=kind,
        starts_on=starts_on,
        ends_on=_date(line, "ends_on") or starts_on,
        name=name,
        first_week=_week(line),
        year_groups=_year_groups(line),
        finish_minute=_minute(line),
    )


def _date(line: Line, column: str) -> dt.date | None:
    value = line.values.get(column, "")
    if not value:
        return None
    found = ISO.fullmatch(value) or BY_HAND.fullmatch(value)
    try:
        if not found:
            raise ValueError
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise Wrong(
            f"{column} is “{value}”; a date is written like 2026-09-01, or day first like 01/09/2026"
        ) from error


def _week(line: Line) -> str:
    value = line.values.get("first_week", "").upper()
    if value not in Week.values:
        raise Wrong(f"first_week is “{value}”; it should be A, B or nothing")
    return value


def _year_groups(line: Line) -> tuple[int, ...]:
    """ "7 8 11" or "7;8;11"; R is Reception; nothing is everybody."""
    pieces = re.split(r"[\s;,]+", line.values.get("year_groups", "").lower().removeprefix("years").removeprefix("year"))
    unknown = [piece for piece in pieces if piece and piece not in YEAR_GROUPS]
    if unknown:
        raise Wrong(f"year_groups holds “{unknown[0]}”; they are written like 10 11, with R for Reception")
    return tuple(sorted({YEAR_GROUPS[piece] for piece in pieces if piece}))


def _minute(line: Line) -> int | None:
    value = line.values.get("finish", "")
    if not value:
        return None
    found = TIME.fullmatch(value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Wrong(f"finish is “{value}”; a time is written like 12:30")
    return int(found[1]) * 60 + int(found[2])
