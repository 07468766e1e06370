"""Terms and special days from an iCalendar file, as councils and schools publish them.

An event's category names its kind; without one its title is read. Terms come as one long event, or as two:
"Autumn term starts" and "Autumn term ends".
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any

from icalendar import Calendar

from mhst.places.enums import DayKind
from mhst.places.readers.dates import KINDS, TERM, DatesFile, DatesGiven
from mhst.places.readers.rejected import FileRefused, Rejected, Wrong
from mhst.places.words import date_in_words

#: What a title must hold to be of a kind; the first that fits counts.
TITLES: tuple[tuple[str, str], ...] = (
    (r"half[ -]?term", DayKind.HALF_TERM),
    (r"\bterm\b", TERM),
    (r"\binset\b|\bpd day|training day|staff training|professional development|occasional day", DayKind.INSET),
    (r"\bmock", DayKind.MOCK_EXAM),
    (r"\bexams?\b|\bsats\b|\bgcses?\b|\ba[ -]levels?\b", DayKind.EXAM),
    (r"\bclosed\b|closure", DayKind.CLOSURE),
    (r"\bopen\b", DayKind.OPEN),
)
BEGINS = re.compile(r"\b(starts?|begins?|opens?|first day|start of)\b", re.IGNORECASE)
ENDS = re.compile(r"\b(ends?|closes?|finish(es)?|breaks? up|last day|end of)\b", re.IGNORECASE)
HOLIDAY = re.compile(r"holiday|christmas|easter|summer break", re.IGNORECASE)
TERM_NAME = re.compile(r"\b(autumn|spring|summer|winter|michaelmas|lent|trinity|term \d)\b", re.IGNORECASE)
ONE_DAY, LONG = dt.timedelta(days=1), dt.timedelta(days=10)
Begun = dict[str, tuple[int, dt.date]]  # by name: the event that begins it, and its date
KNOWN_ANYWAY = "they are holidays, which are outside term or bank holidays"


def read_dates(path: Path) -> DatesFile:
    """Raises: FileRefused if the file is no calendar."""
    found = DatesFile()
    begun: Begun = {}
    for number, event in enumerate(_events(path), start=1):
        found.lines += 1
        title = str(event.get("SUMMARY", "")).strip()
        try:
            _take(number, title, event, found, begun)
        except Wrong as wrong:
            found.rejected.append(Rejected(number, str(wrong), "event"))
    for name, (number, first) in begun.items():
        reason = f"{name} starts on {date_in_words(first)}, and no event says when it ends"
        found.rejected.append(Rejected(number, reason, "event"))
    return found


def _events(path: Path) -> list[Any]:
    if not path.is_file():
        raise FileRefused(f"There is no file {path}.", code="file-missing")
    content = path.read_bytes()
    if b"BEGIN:VCALENDAR" not in content[:200]:
        raise FileRefused(f"{path.name} is no calendar: it should begin with BEGIN:VCALENDAR.", code="file-kind")
    if b"END:VCALENDAR" not in content[-200:]:
        raise FileRefused(f"{path.name} is cut off: it should end with END:VCALENDAR.", code="file-damaged")
    try:
        return sorted(Calendar.from_ical(content).walk("VEVENT"), key=lambda event: str(_first(event)))
    except ValueError as error:
        raise FileRefused(f"{path.name} is damaged: {error}", code="file-damaged") from error


def _take(number: int, title: str, event: Any, found: DatesFile, begun: Begun) -> None:
    if event.get("RRULE"):
        raise Wrong(f"“{title}” repeats; each date should be an event of its own")
    first, last = _first(event), _last(event)
    if first is None or last is None:
        raise Wrong(f"“{title}” has no date")
    kind = _kind(event, title)
    if kind and _is_edge(kind, title, last - first):
        _take_edge(number, kind, title, first, last, found, begun)
    elif kind:
        found.given.append(DatesGiven(number, kind, first, last, name=_name(kind, title), what="event"))
    elif HOLIDAY.search(title):
        found.leave_out(KNOWN_ANYWAY)
    else:
        kinds = ", ".join([TERM, *(kind.value.replace("_", " ") for kind in DayKind)])
        raise Wrong(f"“{title}” on {date_in_words(first)} is not understood; its category should be one of {kinds}")


def _take_edge(
    number: int, kind: str, title: str, first: dt.date, last: dt.date, found: DatesFile, begun: Begun
) -> None:
    """The first or the last day of a term or a half-term, given as an event of its own."""
    name = _term_name(title) if kind == TERM else "Half-term"
    if BEGINS.search(title):
        begun[name] = (number, first)
    elif ENDS.search(title) and name in begun:
        started, starts_on = begun.pop(name)
        given_name = name if kind == TERM else ""
        found.given.append(DatesGiven(started, kind, starts_on, last, name=given_name, what="event"))
    else:
        raise Wrong(f"“{title}” on {date_in_words(first)} says neither that something starts nor that it ends")


def _term_name(title: str) -> str:
    found = TERM_NAME.search(title)
    word = found.group().lower() if found else "term"
    return word.capitalize() if word.startswith("term") else f"{word.capitalize()} term"


def _name(kind: str, title: str) -> str:
    if kind == TERM:
        return title[:40]
    return title[:120] if kind in {DayKind.CLOSURE, DayKind.EXTRA_HOLIDAY} else ""


def _kind(event: Any, title: str) -> str | None:
    for category in _categories(event):
        if category.strip().lower() in KINDS:
            return KINDS[category.strip().lower()]
    return next((kind for pattern, kind in TITLES if re.search(pattern, title, re.IGNORECASE)), None)


def _is_edge(kind: str, title: str, length: dt.timedelta) -> bool:
    if kind == TERM:
        return length < LONG
    return kind == DayKind.HALF_TERM and length < ONE_DAY and bool(BEGINS.search(title) or ENDS.search(title))


def _categories(event: Any) -> list[str]:
    value = event.get("CATEGORIES")
    if value is None:
        return []
    several = value if isinstance(value, list) else [value]
    return [str(name) for each in several for name in getattr(each, "cats", [each])]


def _first(event: Any) -> dt.date | None:
    start = event.get("DTSTART")
    return _day(start.dt) if start else None


def _last(event: Any) -> dt.date | None:
    """The last day included: an all-day event's DTEND is the day after."""
    end = event.get("DTEND")
    first = _first(event)
    if end is None or first is None:
        return first
    if isinstance(end.dt, dt.datetime):
        return _day(end.dt)
    return max(first, end.dt - dt.timedelta(days=1))


def _day(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
