"""One line of what waits for somebody, and how its sentence says how many and when."""

import datetime as dt
from dataclasses import dataclass

from mhst.core import clock


@dataclass(frozen=True)
class Todo:
    """One line, and where it is done."""

    sentence: str
    href: str
    is_urgent: bool = False


def time_of(at: dt.datetime) -> str:
    return f"{at.astimezone(clock.LONDON):%H:%M on %-d %B}"


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
