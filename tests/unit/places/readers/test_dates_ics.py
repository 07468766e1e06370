import datetime as dt
from pathlib import Path

import pytest

from mhst.places.enums import DayKind
from mhst.places.readers.dates import TERM, DatesFile
from mhst.places.readers.dates_ics import KNOWN_ANYWAY, read_dates
from mhst.places.readers.rejected import FileRefused


def event(title: str, first: str, after: str = "", extra: str = "") -> str:
    """`after` is the day after the last, as iCalendar has it."""
    end = f"DTEND;VALUE=DATE:{after}\r\n" if after else ""
    return (
        f"BEGIN:VEVENT\r\nUID:{title}{first}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{title}\r\n"
        f"DTSTART;VALUE=DATE:{first}\r\n{end}{extra}END:VEVENT\r\n"
    )


def read(tmp_path: Path, *events: str) -> DatesFile:
    path = tmp_path / "terms.ics"
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\n{''.join(events)}END:VCALENDAR\r\n"
    path.write_bytes(content.encode())
    return read_dates(path)


def given(found: DatesFile) -> list[tuple[str, str, dt.date, dt.date]]:
    return [(each.kind, each.name, each.starts_on, each.ends_on) for each in found.given]


def test_events_from_their_first_to_their_last_day(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("Autumn Term 2026", "20260901", "20261219"),
        event("October half term", "20261026", "20261031"),
        event("Staff training - school closed to pupils", "20260901"),
        event("Christmas holidays", "20261219", "20270104"),
        event("Boiler repair: school closed", "20261109", "20261110"),
    )
    assert found.rejected == []
    assert given(found) == [
        (TERM, "Autumn Term 2026", dt.date(2026, 9, 1), dt.date(2026, 12, 18)),
        (DayKind.INSET, "", dt.date(2026, 9, 1), dt.date(2026, 9, 1)),
        (DayKind.HALF_TERM, "", dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        (DayKind.CLOSURE, "Boiler repair: school closed", dt.date(2026, 11, 9), dt.date(2026, 11, 9)),
    ]
    assert found.left_out == {KNOWN_ANYWAY: 1}


def test_a_term_and_a_half_term_given_by_their_two_ends(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("Autumn term ends", "20261218"),
        event("Autumn term starts", "20260901"),
        event("Half term begins", "20261026"),
        event("Half term ends", "20261030"),
    )
    assert found.rejected == []
    assert given(found) == [
        (DayKind.HALF_TERM, "", dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        (TERM, "Autumn term", dt.date(2026, 9, 1), dt.date(2026, 12, 18)),
    ]


def test_a_category_says_more_than_the_title(tmp_path: Path) -> None:
    found = read(tmp_path, event("Twilight", "20261113", extra="CATEGORIES:Work,INSET\r\n"))
    assert given(found) == [(DayKind.INSET, "", dt.date(2026, 11, 13), dt.date(2026, 11, 13))]


def test_an_event_with_times_counts_by_its_days(tmp_path: Path) -> None:
    timed = (
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:INSET\r\nDTSTART:20261113T090000Z\r\nDTEND:20261113T150000Z\r\nEND:VEVENT\r\n"
    )
    assert given(read(tmp_path, timed)) == [(DayKind.INSET, "", dt.date(2026, 11, 13), dt.date(2026, 11, 13))]


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        (
            [event("School fair", "20261121")],
            "event 1: “School fair” on Saturday 21 November 2026 is not understood; its category should be",
        ),
        (
            [event("Spring term starts", "20270104")],
            "event 1: Spring term starts on Monday 4 January 2027, and no event says when it ends",
        ),
        (
            [event("Spring term ends", "20270325")],
            "event 1: “Spring term ends” on Thursday 25 March 2027 says neither that something starts nor",
        ),
        (
            [event("INSET", "20270108", extra="RRULE:FREQ=WEEKLY\r\n")],
            "event 1: “INSET” repeats; each date should be an event of its own",
        ),
        (["BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:INSET\r\nEND:VEVENT\r\n"], "event 1: “INSET” has no date"),
    ],
)
def test_an_event_that_cannot_be_taken_has_its_sentence(tmp_path: Path, events: list[str], reason: str) -> None:
    rejected = read(tmp_path, *events).rejected
    assert len(rejected) == 1
    assert str(rejected[0]).startswith(reason)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "terms.ics is no calendar: it should begin with BEGIN:VCALENDAR."),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "terms.ics is cut off: it should end with END:VCALENDAR."),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMM\r\nEND:VCALENDAR\r\n", "terms.ics is damaged: "),
    ],
)
def test_a_file_that_is_no_whole_calendar(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "terms.ics"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        read_dates(path)
    assert refused.value.message.startswith(sentence)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="There is no file"):
        read_dates(tmp_path / "none.ics")
