from mhst.access.enums import RoleName
from tests.architecture.lists import ListPage, list_page
from tests.factories import (
    AbsenceFactory,
    ConsentDecisionFactory,
    PractitionerFactory,
    SchoolFactory,
    TeamFactory,
    YoungPersonFactory,
    member_of,
)


@list_page
def pupils() -> ListPage:
    school = SchoolFactory()
    lead = member_of(school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    return ListPage(
        "/people/pupils/", lead, lambda rows: YoungPersonFactory.create_batch(rows, school=school, consented=True)
    )


@list_page
def answers_of_a_pupil() -> ListPage:
    person = YoungPersonFactory()
    lead = member_of(person.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD)
    return ListPage(
        f"/people/pupils/{person.pk}/",
        lead,
        lambda rows: ConsentDecisionFactory.create_batch(rows, young_person=person),
    )


@list_page
def practitioners() -> ListPage:
    team = TeamFactory()

    def add(rows: int) -> None:
        for person in PractitionerFactory.create_batch(rows, team=team):
            AbsenceFactory(practitioner=person)

    return ListPage("/people/practitioners/", member_of(team, RoleName.TEAM_MANAGER), add)
