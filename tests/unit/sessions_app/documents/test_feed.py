"""The feed as a phone reads it."""

import datetime as dt
from uuid import UUID

import icalendar
import pytest
import recurring_ical_events

from mhst.core.clock import LONDON, at_local
from sessions_app.documents.feed import calendar_bytes
from sessions_app.queries.feed import FeedEvent

ID = UUID("0190f3ab-0000-7000-8000-000000000001")
CHANGED = dt.datetime(2026, 9, 1, 8, 30, tzinfo=dt.UTC)


def event(day: dt.date = dt.date(2026, 9, 14), **given: object) -> FeedEvent:
    values = {
        "session_id": ID,
        "sequence": 3,
        "changed_at": CHANGED,
        "starts_at": at_local(day, 570),
        "ends_at": at_local(day, 630),
        "school": "Alder Bank School",
        "room": "Room 3",
        "is_group": True,
        "number": 2,
        "count": 6,
        "is_off": False,
    }
    return FeedEvent(**(values | given))


def read(*events: FeedEvent) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(calendar_bytes(events))


def test_says_where_and_when_and_nothing_else():
    (found,) = read(event()).events

    assert {name: str(found[name]) for name in ("summary", "location", "description")} == {
        "summary": "Alder Bank School, Room 3, group 2 of 6",
        "location": "Alder Bank School, Room 3",
        "description": f"http://localhost:8000/sessions/{ID}/",
    }
    assert found["uid"] == f"{ID}@localhost"
    assert (found["sequence"], str(found["status"]), str(found["class"])) == (3, "CONFIRMED", "PRIVATE")
    assert (found.LAST_MODIFIED, found.DTSTAMP) == (CHANGED, CHANGED)


def test_the_calendar_asks_to_be_read_hourly():
    calendar = read()

    assert calendar["refresh-interval"].dt == dt.timedelta(hours=1)
    assert str(calendar["x-wr-calname"]) == "Timetable"
    assert b"mental" not in calendar_bytes([event()]).lower()


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        ({"is_group": False}, "Alder Bank School, Room 3, 1 to 1"),
        ({"room": ""}, "Alder Bank School, group 2 of 6"),
        ({"number": None}, "Alder Bank School, Room 3, group"),
        ({"is_off": True}, "Cancelled: Alder Bank School, Room 3, group 2 of 6"),
    ],
)
def test_summaries(given: dict, summary: str):
    assert read(event(**given)).events[0]["summary"] == summary


def test_what_is_off_says_so_to_machines_too():
    assert read(event(is_off=True)).events[0]["status"] == "CANCELLED"


def test_start_and_end_are_wall_times_in_london():
    lines = calendar_bytes([event()]).decode().split("\r\n")

    assert "DTSTART;TZID=Europe/London:20260914T093000" in lines
    assert "DTEND;TZID=Europe/London:20260914T103000" in lines
    assert not any(line.startswith("RRULE") for line in lines[lines.index("BEGIN:VEVENT") :])


@pytest.mark.parametrize("change", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_half_past_nine_stays_half_past_nine_across_a_clock_change(change: dt.date):
    """Expanded by the zone that the feed itself carries, as a phone without a zone database does."""
    days = [change + dt.timedelta(days=n) for n in (-3, 1, 4)]
    calendar = read(*(event(day, session_id=UUID(int=n)) for n, day in enumerate(days)))

    found = recurring_ical_events.of(calendar).between(days[0], days[-1] + dt.timedelta(days=1))

    assert [e.start.replace(tzinfo=None) for e in sorted(found, key=lambda e: e.start)] == [
        dt.datetime.combine(day, dt.time(9, 30)) for day in days
    ]
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    for day in days:
        wall = dt.datetime.combine(day, dt.time(9, 30))
        assert wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=LONDON).utcoffset()


@pytest.mark.parametrize(
    ("hour", "day", "hours_from_utc"),
    [
        (0, dt.date(2026, 10, 25), 1),
        (3, dt.date(2026, 10, 25), 0),
        (0, dt.date(2027, 3, 28), 0),
        (2, dt.date(2027, 3, 28), 1),
    ],
)
def test_its_zone_changes_at_the_right_hour(hour: int, day: dt.date, hours_from_utc: int):
    zone = read().timezones[0].to_tz(lookup_tzid=False)

    assert dt.datetime.combine(day, dt.time(hour), tzinfo=zone).utcoffset() == dt.timedelta(hours=hours_from_utc)


def test_lines_are_folded_and_hostile_names_stay_text():
    name = "Saint Ælfric's; School,\nBEGIN:VEVENT" + " of a very long name indeed" * 4
    content = calendar_bytes([event(school=name)])

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert len(icalendar.Calendar.from_ical(content).events) == 1


def test_the_same_events_give_the_same_bytes():
    assert calendar_bytes([event()]) == calendar_bytes([event()])
