import datetime as dt

from mhst.core import clock
from sessions_app.enums import ReferralState
from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import CourseFactory, MeasureFactory, ReferralFactory
from tests.factories.people import AbsenceFactory, PractitionerFactory
from tests.factories.sessions import SeriesFactory, SupportSessionFactory
from tests.factories.world import world


@list_page
def caseload() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            referral = ReferralFactory(
                team=there.team, school=there.school, practitioner=there.practitioner, state=ReferralState.ASSESSMENT
            )
            series = SeriesFactory(team=there.team, school=there.school, programme=there.programme, capacity=1)
            CourseFactory(referral=referral, series=series, started_on=clock.today() - dt.timedelta(days=9))
            SupportSessionFactory(series=series, number=2, date=clock.today() + dt.timedelta(days=3))
            SupportSessionFactory(series=series, number=1, date=clock.today() - dt.timedelta(days=4), held=True)
            MeasureFactory(referral=referral)

    return ListPage(f"/caseload/{there.practitioner.pk}/", there.manager, add)


@list_page
def caseloads_of_a_team() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            person = PractitionerFactory(team=there.team)
            AbsenceFactory(practitioner=person)
            ReferralFactory(team=there.team, school=there.school, practitioner=person, state=ReferralState.ASSESSMENT)
            ReferralFactory(team=there.team, school=there.school, state=ReferralState.WAITING)

    return ListPage("/caseload/team/", there.manager, add)
