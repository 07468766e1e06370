"""People of one school and the staff who meet them, on a Monday morning in term."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.core.events import _listeners, on
from mhst.people import events
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import School, Team
from tests.factories import (
    A_MONDAY,
    PractitionerFactory,
    SchoolFactory,
    TeamFactory,
    TeamSchoolFactory,
    YoungPersonFactory,
    member_of,
)


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(9), dt.UTC), tick=False):
        yield


@pytest.fixture
def team() -> Team:
    return TeamFactory(name="Northshire team")


@pytest.fixture
def school(team: Team) -> School:
    return TeamSchoolFactory(team=team, school=SchoolFactory(name="Alder Bank School")).school


@pytest.fixture
def person(school: School) -> YoungPerson:
    return YoungPersonFactory(school=school, year_group=9, given_name="Nia", family_name="Kaur")


@pytest.fixture
def lead(school: School) -> User:
    return member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)


@pytest.fixture
def colleague(school: School) -> User:
    """Works at the school and may read what a school may, no more."""
    return member_of(school, RoleName.SCHOOL_STAFF)


@pytest.fixture
def stranger() -> User:
    """Leads mental health at another school."""
    return member_of(SchoolFactory(name="Beacon Moor Academy"), RoleName.SENIOR_MENTAL_HEALTH_LEAD)


@pytest.fixture
def gwen(team: Team) -> Practitioner:
    return PractitionerFactory(team=team, user__first_name="Gwen", user__last_name="Beddoes")


@pytest.fixture
def manager(team: Team) -> User:
    return member_of(team, RoleName.TEAM_MANAGER)


@pytest.fixture
def administrator(team: Team) -> User:
    return member_of(team, RoleName.ADMINISTRATOR)


@pytest.fixture
def heard() -> Iterator[list[object]]:
    """What this app told the rooms above."""
    told: list[object] = []
    kinds = (events.ConsentChanged, events.PractitionerAway, events.PractitionerBack, events.YoungPersonMoved)
    for kind in kinds:
        on(kind)(told.append)
    yield told
    for kind in kinds:
        _listeners[kind].remove(told.append)
