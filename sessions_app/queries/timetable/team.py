"""A whole team's week: one row for each practitioner, for those who keep the diary."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from mhst.people.queries.availability import between as availability_of
from mhst.places.enums import TeamKind
from mhst.places.models import Cluster, School, Team
from mhst.places.queries.calendar import load_dates
from sessions_app.models import Facilitation, SupportSession
from sessions_app.queries.attention import Ground, ground_of
from sessions_app.queries.timetable import rows
from sessions_app.queries.timetable.diary import Diary, schools_agreed
from sessions_app.queries.timetable.entries import SessionEntry
from sessions_app.queries.timetable.practitioner import HeldBy, make_day, marked
from sessions_app.queries.timetable.week import Week, week_dates

#: What a team's keeper needs to see at a glance; the practitioner's own page has the rest.
GLANCE = rows.Shown(programme=True, due=False)


@dataclass(frozen=True)
class TeamFilter:
    """Which part of the team's week is wanted. Empty values mean all of it."""

    search: str = ""
    cluster: UUID | None = None
    school: UUID | None = None

    @property
    def is_by_school(self) -> bool:
        return bool(self.cluster or self.school)

    @property
    def is_any(self) -> bool:
        return bool(self.search or self.is_by_school)


@dataclass(frozen=True)
class TeamWeek:
    """The weeks of several practitioners of one team."""

    team: str
    monday: dt.date
    dates: tuple[dt.date, ...]
    weeks: tuple[Week, ...]


def teams_of(viewer: User) -> list[Team]:
    """The teams whose timetable the viewer may see: support teams, empty ones too, and any that has practitioners."""
    reach = viewer.reach(Permission.TIMETABLE_VIEW_TEAM)
    teams = Team.objects.all() if reach.everywhere else Team.objects.filter(pk__in=reach.teams)
    return list(teams.filter(Q(kind=TeamKind.MHST) | Q(practitioners__isnull=False)).distinct())


def practitioners_of(viewer: User, team: Team, wanted: TeamFilter) -> Any:
    """The practitioners of the team that fit the filter, for a page of them."""
    found = Practitioner.objects.within(viewer.reach(Permission.TIMETABLE_VIEW_TEAM)).filter(team=team).working()
    for word in wanted.search.split():
        found = found.filter(Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word))
    if schools := _schools_wanted(wanted):
        agreed = Q(agreed_days__school__in=schools)
        booked = Q(facilitations__session__series__school__in=schools, facilitations__replaced_at__isnull=True)
        found = found.filter(pk__in=Practitioner.objects.filter(agreed | booked).values("pk"))
    return found.select_related("user").order_by("user__last_name", "user__first_name", "pk")


def filters_of(team: Team) -> tuple[list[Cluster], list[School]]:
    """The clusters and the schools one can choose from."""
    served = School.objects.filter(team_schools__in=_serving(team)).distinct()
    return list(Cluster.objects.filter(team=team)), list(served.only("id", "name"))


def team_week(
    viewer: User, team: Team, monday: dt.date, practitioners: Iterable[Practitioner], wanted: TeamFilter
) -> TeamWeek:
    """The week of these practitioners of the team, a page of them. The same queries however many they are.

    Raises: Refused unless the viewer may see the team's timetable.
    """
    people = list(practitioners)
    for person in people:
        viewer.require(Permission.TIMETABLE_VIEW_TEAM, person)
    sunday = monday + dt.timedelta(days=6)
    sessions, held_by = _sessions(people, monday, sunday, wanted)
    schools = {session.series.school_id: session.series.school for session in sessions}
    availability = availability_of(people, monday, sunday)
    travel = rows.travel_between(people, monday, sunday)
    if not wanted.is_by_school:
        schools |= schools_agreed(availability.values())
    dates_of = load_dates(schools.values(), monday, sunday)
    entries = _entries(sessions, held_by, ground_of(sessions, held_by, availability=availability, dates=dates_of))
    dates = week_dates(monday, (entry.date for each in entries.values() for entry in each))
    weeks = [
        Week(
            practitioner_id=person.pk,
            name=person.user.name,
            monday=monday,
            days=tuple(
                make_day(
                    date,
                    entries[person.pk],
                    [leg for leg in travel[person.pk] if leg.school_id in schools],
                    Diary(availability[person.pk]),
                    schools,
                    dates_of,
                )
                for date in dates
            ),
        )
        for person in people
    ]
    return TeamWeek(team.name, monday, tuple(dates), tuple(weeks))


def _sessions(
    people: list[Practitioner], first: dt.date, last: dt.date, wanted: TeamFilter
) -> tuple[list[SupportSession], HeldBy]:
    """The sessions wanted, each with those of the people who hold it."""
    held = Facilitation.objects.filter(practitioner__in=people, replaced_at__isnull=True)
    sessions = rows.sessions_between(first, last).filter(facilitations__in=held).distinct()
    if schools := _schools_wanted(wanted):
        sessions = sessions.filter(series__school__in=schools)
    known = {person.pk: person for person in people}
    found = list(sessions)
    held_by: HeldBy = {session.pk: [] for session in found}
    for key, practitioner in held.filter(session__in=held_by).values_list("session", "practitioner"):
        held_by[key].append(known[practitioner])
    return found, held_by


def _entries(sessions: list[SupportSession], held_by: HeldBy, ground: Ground) -> dict[UUID, list[SessionEntry]]:
    """By practitioner."""
    found: dict[UUID, list[SessionEntry]] = defaultdict(list)
    for entry in marked((rows.session_entry(session, GLANCE) for session in sessions), ground, sessions):
        for person in held_by[entry.id]:
            found[person.pk].append(entry)
    return found


def _schools_wanted(wanted: TeamFilter) -> Any:
    """A query for the schools asked for, or None when all are."""
    if wanted.school:
        return School.objects.filter(pk=wanted.school).values("pk")
    if wanted.cluster:
        return School.objects.filter(team_schools__cluster=wanted.cluster).values("pk")
    return None


def _serving(team: Team) -> Any:
    day = clock.today()
    now = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return team.team_schools.filter(now, starts_on__lte=day)
