from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, TeamSchoolFactory, member_of
from tests.factories.school_link import NamedContactFactory


@list_page
def named_contacts() -> ListPage:
    """Of a team with many schools, each with somebody who is overdue."""
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            NamedContactFactory(school=TeamSchoolFactory(team=team).school, overdue=True)
            NamedContactFactory(school=None, team=team, overdue=True)

    return ListPage("/link/contacts/", member_of(team, "team_manager"), add)
