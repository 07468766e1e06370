"""A council with the usual three terms, and a secondary school in it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.places.enums import DayKind
from mhst.places.models import Calendar, Council, Room, RoomHours, RoomUnit, School, SchoolDay, SpecialDay, Term


@pytest.fixture
def recorded() -> Iterator[None]:
    """Rows may be made in this test."""
    with recording.acting(by=SYSTEM, verb="test"):
        yield


@pytest.fixture
def council(db: None, recorded: None) -> Council:
    """Terms and half-terms of 2025/26; Easter in the holidays, the spring bank holiday in half-term."""
    council = Council.objects.create(code="990", name="Northshire")
    calendar = Calendar.objects.create(council=council, source="Council's website")
    for name, first, last in (
        ("Autumn", dt.date(2025, 9, 1), dt.date(2025, 12, 19)),
        ("Spring", dt.date(2026, 1, 5), dt.date(2026, 3, 27)),
        ("Summer", dt.date(2026, 4, 13), dt.date(2026, 7, 17)),
    ):
        Term.objects.create(calendar=calendar, name=name, starts_on=first, ends_on=last)
    for first, last in (
        (dt.date(2025, 10, 27), dt.date(2025, 10, 31)),
        (dt.date(2026, 2, 16), dt.date(2026, 2, 20)),
        (dt.date(2026, 5, 25), dt.date(2026, 5, 29)),
    ):
        SpecialDay.objects.create(calendar=calendar, kind=DayKind.HALF_TERM, starts_on=first, ends_on=last)
    return council


def make_school(council: Council, urn: int = 990001, **fields: object) -> School:
    values = {"name": f"School {urn}", "phase": "secondary", "low_age": 11, "high_age": 16, **fields}
    return School.objects.create(urn=urn, council=council, **values)


@pytest.fixture
def school(council: Council) -> School:
    return make_school(council)


@pytest.fixture
def own_calendar(school: School) -> Calendar:
    """The school's own, still empty."""
    return Calendar.objects.create(school=school)


def special(calendar: Calendar, kind: str, first: dt.date, last: dt.date | None = None, **fields: object) -> SpecialDay:
    return SpecialDay.objects.create(calendar=calendar, kind=kind, starts_on=first, ends_on=last or first, **fields)


def make_bells(school: School, starts_on: dt.date, *periods: tuple[int, str, str, int, int]) -> SchoolDay:
    """Bells from a date: (weekday, week, name, start, end)."""
    version = SchoolDay.objects.create(school=school, starts_on=starts_on)
    for weekday, week, name, start, end in periods:
        version.periods.create(weekday=weekday, week=week, name=name, start_minute=start, end_minute=end)
    return version


def make_room(school: School, *hours: tuple[int, int, int], **fields: object) -> Room:
    """A room lent at these hours: (weekday, start, end)."""
    room = Room.objects.create(school=school, **{"name": "Room 1", "capacity": 8, **fields})
    RoomUnit.objects.create(room=room)
    for weekday, start, end in hours:
        RoomHours.objects.create(room=room, weekday=weekday, start_minute=start, end_minute=end)
    return room
