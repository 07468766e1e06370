from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core.cache import cache

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.places.models import Organisation, School, Team
from tests.factories import OrganisationFactory, SchoolFactory, TeamFactory, TeamSchoolFactory, member_of


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@dataclass
class Places:
    """A trust that leads one team at one school, and employs people of another trust's team at another school."""

    trust: Organisation
    team: Team
    school: School
    other_trust: Organisation
    other_team: Team
    other_school: School


@pytest.fixture
def places(db: None) -> Places:
    trust, other_trust = OrganisationFactory(), OrganisationFactory()
    team, other_team = TeamFactory(led_by=trust), TeamFactory(led_by=other_trust, employers=[trust])
    school, other_school = SchoolFactory(), SchoolFactory()
    TeamSchoolFactory(team=team, school=school)
    TeamSchoolFactory(team=other_team, school=other_school)
    return Places(trust, team, school, other_trust, other_team, other_school)


@pytest.fixture
def manager(places: Places) -> User:
    return member_of(places.team, RoleName.TEAM_MANAGER)


@pytest.fixture
def keeper(db: None) -> User:
    """A system administrator."""
    return member_of(None, RoleName.SYSTEM_ADMINISTRATOR)
