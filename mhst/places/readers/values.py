"""Reads one value of a line, or says what is wrong with it and what would be right."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import TypeVar

from mhst.places.readers.csv_file import Line
from mhst.places.readers.rejected import Wrong

T = TypeVar("T")
DATE = re.compile(r"(\d{2})-(\d{2})-(\d{4})")
#: What Excel makes of a date: 1/9/2005, 38596, 01-Sep-05, 2005-09-01 00:00:00.
BY_EXCEL = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}.*|\d{5}(\.\d+)?|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}|\d{4}-\d{2}-\d{2}.*|#+"
)
WHOLE = re.compile(r"\d+")


def date(line: Line, column: str) -> dt.date | None:
    """A date like 01-09-2005; nothing is None. Raises: Wrong."""
    value = line[column]
    if not value:
        return None
    found = DATE.fullmatch(value)
    if not found:
        hint = ". Excel rewrites dates when it saves a file: download it again and import it as it comes"
        raise Wrong(
            f"{column} is “{value}”; a date is written like 01-09-2005{hint if BY_EXCEL.fullmatch(value) else ''}"
        )
    day, month, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise Wrong(f"{column} is “{value}”, which is no date in the calendar; it should be day-month-year") from error


def number(line: Line, column: str, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`; nothing is None. Raises: Wrong."""
    value = line[column]
    if not value:
        return None
    if not WHOLE.fullmatch(value) or not low <= int(value) <= high:
        raise Wrong(f"{column} is “{value}”; it should be a whole number from {low} to {high}")
    return int(value)


def text(line: Line, column: str, longest: int) -> str:
    """Words, with single spaces. Raises: Wrong if there are too many."""
    value = " ".join(line[column].split())
    if len(value) > longest:
        raise Wrong(f"{column} has {len(value)} letters; {longest} are the most")
    return value


def choice(line: Line, column: str, meanings: Mapping[str, T]) -> T:
    """What a code stands for. Raises: Wrong listing the codes there are."""
    value = line[column]
    if value not in meanings:
        raise Wrong(f"{column} is “{value}”; it should be one of {', '.join(meanings)}")
    return meanings[value]
