"""A timetable as iCalendar (RFC 5545), fit for a telephone that others may see."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone
from icalendar.enums import CLASS, STATUS

from mhst.core.clock import LONDON
from mhst.settings.environment import environment
from sessions_app.queries.feed import FeedEvent

REFRESH = dt.timedelta(hours=1)
#: The rule of today's Europe/London. icalendar's own lists every change since 1970 and has spring an hour late.
EUROPE_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def calendar_bytes(events: Iterable[FeedEvent]) -> bytes:
    """One VEVENT for each session and no rules: phones misread moved occurrences. The same events, the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", "Timetable")
    calendar.add("x-wr-calname", "Timetable")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(Timezone.from_ical(EUROPE_LONDON))
    for event in events:
        calendar.add_component(_vevent(event))
    return calendar.to_ical()


def _vevent(told: FeedEvent) -> Event:
    return Event.new(
        uid=f"{told.session_id}@{urlsplit(environment.base_url).hostname}",
        sequence=told.sequence,
        stamp=told.changed_at,
        last_modified=told.changed_at,
        start=told.starts_at.astimezone(LONDON),
        end=told.ends_at.astimezone(LONDON),
        summary=f"Cancelled: {_summary(told)}" if told.is_off else _summary(told),
        location=", ".join(filter(None, (told.school, told.room))),
        description=f"{environment.base_url.rstrip('/')}/sessions/{told.session_id}/",
        status=STATUS.CANCELLED if told.is_off else STATUS.CONFIRMED,
        classification=CLASS.PRIVATE,
    )


def _summary(told: FeedEvent) -> str:
    """ "Alder Bank School, Room 3, group 2 of 6": says neither who comes nor what for."""
    what = "group" if told.is_group else "1 to 1"
    numbered = f"{what} {told.number} of {told.count}" if told.is_group and told.number else what
    return ", ".join(filter(None, (told.school, told.room, numbered)))
