from itertools import count

from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import (
    ClusterFactory,
    CouncilFactory,
    OrganisationFactory,
    RoomFactory,
    SchoolFactory,
    TeamFactory,
    TeamSchoolFactory,
    member_of,
)


@list_page
def schools() -> ListPage:
    team = TeamFactory()
    other = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            school = TeamSchoolFactory(team=team, cluster=ClusterFactory(team=team)).school
            TeamSchoolFactory(team=other, school=school)
            RoomFactory.create_batch(2, school=school)

    return ListPage("/schools/", member_of(team, RoleName.TEAM_MANAGER), add)


@list_page
def schools_to_serve() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            TeamSchoolFactory(school=SchoolFactory(name="Lighthouse"))

    return ListPage("/schools/add/?q=lighthouse", member_of(team, RoleName.TEAM_MANAGER), add)


@list_page
def councils() -> ListPage:
    team = TeamFactory()
    codes = count(700)

    def add(rows: int) -> None:
        for _ in range(rows):
            council = CouncilFactory(code=str(next(codes)), name=f"Council {next(codes)}")
            TeamSchoolFactory(team=team, school=SchoolFactory(council=council))

    return ListPage("/schools/councils/", member_of(team, RoleName.TEAM_MANAGER), add)


@list_page
def organisations() -> ListPage:
    def add(rows: int) -> None:
        for led in OrganisationFactory.create_batch(rows):
            TeamFactory(led_by=led)

    return ListPage("/organisations/", member_of(None, RoleName.SYSTEM_ADMINISTRATOR), add)


@list_page
def teams() -> ListPage:
    def add(rows: int) -> None:
        for team in TeamFactory.create_batch(rows):
            TeamSchoolFactory(team=team)

    return ListPage("/teams/", member_of(None, RoleName.SYSTEM_ADMINISTRATOR), add)


@list_page
def schools_of_a_team() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            TeamSchoolFactory(team=team, cluster=ClusterFactory(team=team))

    return ListPage(f"/teams/{team.pk}/", member_of(None, RoleName.SYSTEM_ADMINISTRATOR), add)
