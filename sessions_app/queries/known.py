"""What searches for times stand on, read once for as many as there are: dates, rooms, people, and what is taken."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from mhst.core import clock
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.queries import practitioner as practitioners
from mhst.people.queries.availability import Availability
from mhst.places.enums import TeamKind
from mhst.places.models import School, TeamSchool
from mhst.places.queries import calendar, travel
from mhst.places.queries.calendar import SchoolDates
from mhst.places.queries.room import RoomLent, load_rooms
from mhst.places.queries.team_school import Served, served_by
from sessions_app.planner.journey import Minutes
from sessions_app.planner.run import OVER_A_SUMMER, SPARE_WEEKS, WEEK
from sessions_app.queries.occupancy import Bookings, load_bookings

#: How far ahead a run may be stretched when a session is added at its end or the rest is moved.
HORIZON = dt.timedelta(weeks=40)


def reach(last: dt.date) -> tuple[dt.date, dt.date]:
    """All days that are asked about when sessions are added after this one, one after the other."""
    tries = SPARE_WEEKS * (OVER_A_SUMMER + 1) * WEEK
    return min(clock.today(), last - WEEK), last + tries + HORIZON


@dataclass(frozen=True)
class Known:
    """Of some schools between two dates. Good for every search that names no other school, person or date."""

    dates: Mapping[UUID, SchoolDates]
    rooms: Mapping[UUID, Sequence[RoomLent]]
    teams: Mapping[UUID, Sequence[TeamSchool]]
    staff: Sequence[Practitioner]
    hours: Mapping[UUID, Availability]
    bookings: Bookings
    minutes: Minutes

    @property
    def served(self) -> Served:
        return served_by(one for each in self.teams.values() for one in each)

    def dates_of(self, school: School, first: dt.date, last: dt.date) -> SchoolDates:
        """As if only these had been asked for."""
        return replace(self.dates[school.pk], starts_on=first, ends_on=last)

    def staff_of(self, school: School, day: dt.date, only: Collection[UUID]) -> list[Practitioner]:
        """Those of the support teams that serve the school then; of `only`, unless that is empty."""
        serving = [one for one in self.teams[school.pk] if one.starts_on <= day and not _is_over(one, day)]
        teams = {one.team_id for one in serving}
        return [person for person in self.staff if person.team_id in teams and (not only or person.pk in only)]

    def units_of(self, room_id: UUID | None) -> tuple[UUID, ...]:
        return next((room.units for each in self.rooms.values() for room in each if room.id == room_id), ())


def know(
    schools: Collection[School], pupils: Iterable[YoungPerson], first: dt.date, last: dt.date, *,
    only: Collection[UUID] = (), also: Iterable[Practitioner] = (), with_people: bool = True,
) -> Known:  # fmt: skip
    """A number of queries that does not grow with anything.

    `also` are people whose time is asked about, whichever team they are of.
    """
    teams = _teams(schools) if with_people else {}
    staff = _staff(teams, only)
    people = {person.pk: person for person in (*staff, *also)}
    rooms = load_rooms(schools if with_people else [], first, last)
    units = [unit for each in rooms.values() for room in each for unit in room.units]
    bookings = load_bookings([*people, *units, *(pupil.pk for pupil in pupils)], first, last)
    return Known(
        dates=calendar.load_dates(schools, first, last),
        rooms=rooms,
        teams=teams,
        staff=staff,
        hours=practitioners.availability(people.values(), first, last),
        bookings=bookings,
        minutes=travel.load_travel(bookings.schools | {school.pk for school in schools}).minutes,
    )


def _teams(schools: Iterable[School]) -> dict[UUID, list[TeamSchool]]:
    found: dict[UUID, list[TeamSchool]] = defaultdict(list)
    for one in TeamSchool.objects.filter(school__in=schools, team__kind=TeamKind.MHST):
        found[one.school_id].append(one)
    return found


def _staff(teams: Mapping[UUID, Iterable[TeamSchool]], only: Collection[UUID]) -> list[Practitioner]:
    """Everybody who works at present in one of these teams."""
    rows = Practitioner.objects.working().filter(team__in={one.team_id for each in teams.values() for one in each})
    rows = rows.filter(pk__in=only) if only else rows
    return list(rows.select_related("user").prefetch_related("agreed_days").order_by("pk")) if teams else []


def _is_over(one: TeamSchool, day: dt.date) -> bool:
    return one.ends_on is not None and one.ends_on < day
