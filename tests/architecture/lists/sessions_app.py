import datetime as dt

from mhst.core import clock
from sessions_app.models import Series
from tests.architecture.lists import ListPage, list_page
from tests.factories.casework import MeasureFactory, ReferralFactory
from tests.factories.people import YoungPersonFactory
from tests.factories.sessions import AttendanceFactory, PlaceFactory, SeriesFactory, SupportSessionFactory
from tests.factories.world import world
from tests.support.measures import course, filled, somebody
from tests.support.writing_up import one_to_one


@list_page
def groups() -> ListPage:
    there = world(pupils=1)

    def add(rows: int) -> None:
        SeriesFactory.create_batch(rows, school=there.school, team=there.team, programme=there.programme)

    return ListPage("/groups/", there.lead, add)


@list_page
def one_group() -> ListPage:
    there = world(pupils=1)
    series: Series = SeriesFactory(school=there.school, team=there.team, programme=there.programme, capacity=1)

    def add(rows: int) -> None:
        start = series.sessions.count()
        for number in range(start + 1, start + rows + 1):
            SupportSessionFactory(
                series=series, number=number, date=dt.date(2026, 9, 16) + dt.timedelta(weeks=number),
                led_by=there.practitioners,
            )  # fmt: skip
            person = YoungPersonFactory(school=there.school)
            PlaceFactory(series=series, number=number + 1, young_person=person)

    return ListPage(f"/groups/{series.pk}/", there.lead, add)


@list_page
def questionnaires() -> ListPage:
    """Those of a team that are overdue, and those that nobody asked for."""
    there = world(pupils=1)

    def add(rows: int) -> None:
        for _ in range(rows):
            referral = ReferralFactory(team=there.team, school=there.school)
            MeasureFactory(referral=referral, instrument="sdq", due_on=dt.date(2026, 1, 5))
            course(somebody(there), clock.today() - dt.timedelta(days=7), clock.today() + dt.timedelta(days=7))

    return ListPage("/questionnaires/", there.manager, add)


@list_page
def goals_and_questionnaires_of_one_referral() -> ListPage:
    there = world(pupils=1)
    referral = ReferralFactory(team=there.team, school=there.school, state="in_intervention")

    def add(rows: int) -> None:
        for number in range(rows):
            filled(referral, "sdq", {"peer": number % 10, "emotional": 3}, dt.date(2026, 9, 7) + dt.timedelta(number))

    return ListPage(f"/referrals/{referral.pk}/measures/", there.manager, add)


@list_page
def to_write_up() -> ListPage:
    there = world(pupils=1)
    own = there.practitioner

    def add(rows: int) -> None:
        for _ in range(rows):
            series = SeriesFactory(
                school=there.school, team=there.team, programme=there.programme, pupils=there.pupils,
                first_on=dt.date(2025, 9, 15),
            )  # fmt: skip
            SupportSessionFactory(series=series, led_by=[own])

    return ListPage("/sessions/to-write-up/", own.user, add)


@list_page
def everybody_in_a_session() -> ListPage:
    there = world(pupils=1)
    series = SeriesFactory(
        school=there.school, team=there.team, programme=there.programme, pupils=there.pupils, capacity=1,
        first_on=dt.date(2025, 9, 15),
    )  # fmt: skip
    session = SupportSessionFactory(series=series, led_by=[there.practitioner])

    def add(rows: int) -> None:
        for _ in range(rows):
            person = YoungPersonFactory(school=there.school)
            PlaceFactory(series=series, young_person=person, taken_at=dt.datetime(2025, 9, 1, tzinfo=dt.UTC))
            AttendanceFactory(session=session, young_person=person)

    return ListPage(f"/sessions/{session.pk}/record/", there.practitioner.user, add)


@list_page
def sessions_of_a_referral() -> ListPage:
    there = world(pupils=1)
    referral = one_to_one(there, sessions=1)
    series = referral.courses.get().series

    def add(rows: int) -> None:
        start = series.sessions.count()
        for number in range(start + 1, start + rows + 1):
            date = series.first_on + dt.timedelta(days=number)
            session = SupportSessionFactory(series=series, number=number, date=date)
            AttendanceFactory(session=session, young_person=there.pupils[0])

    return ListPage(f"/referrals/{referral.pk}/sessions/", there.practitioner.user, add)


@list_page
def programmes() -> ListPage:
    """All of them, with how many runs of each are going on."""
    there = world(pupils=0)

    def add(rows: int) -> None:
        for series in SeriesFactory.create_batch(rows, school=there.school, team=there.team):
            SupportSessionFactory(series=series, date=clock.today() + dt.timedelta(days=7))

    return ListPage("/programmes/", there.manager, add)


@list_page
def one_programme() -> ListPage:
    there = world(pupils=0)

    def add(rows: int) -> None:
        SeriesFactory.create_batch(rows, school=there.school, team=there.team, programme=there.programme, paused=True)

    return ListPage(f"/programmes/{there.programme.pk}/", there.manager, add)
