from tests.architecture.lists import ListPage, list_page
from tests.factories import TeamFactory, TeamSchoolFactory, member_of
from tests.factories.link import (
    AttendeeFactory,
    CohortFactory,
    NamedContactFactory,
    PlanPointFactory,
    ThreadFactory,
    WorkshopFactory,
)
from tests.support.workshop import a_workshop


@list_page
def named_contacts() -> ListPage:
    """Of a team with many schools, each with somebody who is overdue."""
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            NamedContactFactory(school=TeamSchoolFactory(team=team).school, overdue=True)
            NamedContactFactory(school=None, team=team, overdue=True)

    return ListPage("/link/contacts/", member_of(team, "team_manager"), add)


@list_page
def cohorts() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for _ in range(rows):
            WorkshopFactory(cohort=CohortFactory(team=team, schools=[TeamSchoolFactory(team=team).school]))

    return ListPage("/link/programme/", member_of(team, "team_manager"), add)


@list_page
def people_and_plan_of_a_workshop() -> ListPage:
    held = a_workshop()
    held.begin()
    for user in held.everybody:
        held.rate(user, 2, "So")

    def add(rows: int) -> None:
        for _ in range(rows):
            PlanPointFactory(workshop=held.workshop, owner=AttendeeFactory(workshop=held.workshop))

    return ListPage(f"/link/workshops/{held.workshop.pk}/", held.host, add)


@list_page
def home_with_points_of_plans() -> ListPage:
    held = a_workshop()
    owner = held.attendee(held.educators[0])

    def add(rows: int) -> None:
        for _ in range(rows):
            PlanPointFactory(workshop=held.workshop, owner=owner)

    return ListPage("/home/", held.educators[0], add)


@list_page
def threads() -> ListPage:
    team = TeamFactory(kind="camhs")

    def add(rows: int) -> None:
        for _ in range(rows):
            ThreadFactory(school=TeamSchoolFactory(team=team).school, team=team)

    return ListPage("/link/threads/", member_of(team, "camhs_specialist"), add)
