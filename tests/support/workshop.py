"""A workshop of schools and specialists with people in it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core import clock
from mhst.places.enums import TeamKind
from mhst.places.models import School, Team
from school_link.actions import cohort as cohorts
from school_link.actions import rating as ratings
from school_link.actions import workshop as workshops
from school_link.actions.workshop import Guest
from school_link.catalogue import LEVELS
from school_link.enums import Domain
from school_link.models import Attendee, Cohort, Workshop
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, member_of


@dataclass
class Held:
    """A workshop with its host and the people of both sides."""

    team: Team
    schools: tuple[School, ...]
    host: User
    educators: tuple[User, ...]
    health: tuple[User, ...]
    cohort: Cohort
    workshop: Workshop

    @property
    def everybody(self) -> tuple[User, ...]:
        return self.educators + self.health

    def fresh(self) -> Workshop:
        return Workshop.objects.select_related("cohort").get(pk=self.workshop.pk)

    def attendee(self, user: User) -> Attendee:
        return self.workshop.attendees.get(user=user)

    def rate(self, user: User, level: int, comment: str = "") -> None:
        ratings.rate(workshop=self.fresh(), ratings=all_at(level, comment), by=user)

    def begin(self) -> None:
        workshops.begin(workshop=self.fresh(), by=self.host)

    def reveal(self) -> None:
        workshops.reveal(workshop=self.fresh(), by=self.host)


def all_at(level: int, comment: str = "") -> dict[Domain, tuple[int, str]]:
    """The same level for every domain."""
    return dict.fromkeys(Domain, (level, comment))


def posted(level: int, **more: Any) -> dict[str, Any]:
    """The same, as a form sends it."""
    return {**dict.fromkeys(Domain.values, level), **more}


def a_workshop(*, educators: int = 2, health: int = 2, on: dt.date | None = None) -> Held:
    """Planned, with so many of each side invited; each of education leads at a school of their own."""
    team = TeamFactory(kind=TeamKind.CAMHS)
    schools = tuple(SchoolFactory() for _ in range(educators))
    for school in schools:
        TeamSchoolFactory(team=team, school=school)
    host = member_of(team, RoleName.CAMHS_SPECIALIST)
    leads = tuple(member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD) for school in schools)
    specialists = tuple(member_of(team, RoleName.CAMHS_SPECIALIST) for _ in range(health))
    cohort = cohorts.begin(team=team, name="Autumn cohort", schools=schools, levels=LEVELS, by=host)
    workshop = workshops.plan(cohort=cohort, held_on=on or clock.today(), by=host)
    guests = [Guest(user, school) for user, school in zip(leads, schools, strict=True)]
    workshops.invite(workshop=workshop, guests=[*guests, *(Guest(one, team) for one in specialists)], by=host)
    return Held(team, schools, host, leads, specialists, cohort, workshop)
