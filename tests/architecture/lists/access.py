from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, member_of


@list_page
def colleagues() -> ListPage:
    team, school = TeamFactory(), SchoolFactory()
    TeamSchoolFactory(team=team, school=school)

    def add(rows: int) -> None:
        for _ in range(rows // 2 + 1):
            member_of(team, RoleName.PRACTITIONER)
            member_of(school, RoleName.SCHOOL_STAFF)

    return ListPage("/colleagues/", member_of(team, RoleName.TEAM_MANAGER), add)
