import datetime as dt

import pytest
import time_machine

from mhst.access.enums import RoleName
from sessions_app.enums import ReferralState
from sessions_app.models import BookingDraft, Notice
from sessions_app.queries.home import home_of
from sessions_app.queries.notice import notices_of, unread_count
from sessions_app.queries.own import Away
from tests.factories import A_MONDAY, AbsenceFactory, PractitionerFactory, SeriesFactory, World, member_of, world
from tests.factories.casework import ReferralFactory
from tests.support.timetable import as_user, session_in

pytestmark = pytest.mark.django_db
WEDNESDAY = A_MONDAY + dt.timedelta(days=2)


@pytest.fixture
def place() -> World:
    return world(pupils=2)


def home_on(date: dt.date, user):
    with time_machine.travel(dt.datetime.combine(date, dt.time(9), tzinfo=dt.UTC), tick=False):
        return home_of(as_user(user))


def test_a_practitioner_finds_today(place: World):
    session = session_in(place, date=WEDNESDAY)

    home = home_on(WEDNESDAY, place.practitioner.user)

    assert [entry.id for entry in home.day.sessions] == [session.pk]
    assert home.schools == ()


@pytest.mark.parametrize("days_before", [1, 2, 3, 4])
def test_a_day_without_sessions_says_when_the_next_one_is(place: World, days_before: int):
    """Also on the weekend before, when the week that comes is the one that counts."""
    session_in(place, date=WEDNESDAY)

    home = home_on(WEDNESDAY - dt.timedelta(days=days_before), place.practitioner.user)

    assert home.next_day.date == WEDNESDAY


def test_a_lead_finds_their_school_their_drafts_and_its_groups(place: World):
    session = session_in(place)
    cancelled = SeriesFactory(school=place.school, team=place.team, cancelled=True)
    mine = BookingDraft.objects.create(owner=place.lead, school=place.school)
    BookingDraft.objects.create(owner=place.leads[1], school=place.school)

    (at,) = home_on(A_MONDAY, place.lead).schools

    assert (at.school, at.may_book) == (place.school, True)
    assert [entry.id for day in at.week.days for entry in day.sessions] == [session.pk]
    assert at.drafts == (mine,)
    assert session.series in at.groups
    assert cancelled not in at.groups


def test_reception_finds_the_week_but_no_groups(place: World):
    session_in(place)

    (at,) = home_on(A_MONDAY, member_of(place.school, RoleName.SCHOOL_STAFF)).schools

    assert (at.groups, at.drafts, at.may_book) == ((), (), False)
    assert not at.week.is_empty


def test_a_manager_is_not_shown_forty_schools(place: World):
    home = home_on(A_MONDAY, place.manager)

    assert (home.week, home.schools) == (None, ())


class TestAway:
    def test_says_from_when_to_when_and_how_many_sessions_are_still_to_come(self, place: World):
        session_in(place, date=A_MONDAY)
        session_in(place, date=WEDNESDAY)
        session_in(place, date=WEDNESDAY + dt.timedelta(days=1), cancelled=True)
        last = WEDNESDAY + dt.timedelta(days=1)
        AbsenceFactory(practitioner=place.practitioner, starts_on=A_MONDAY, ends_on=last)

        home = home_on(WEDNESDAY, place.practitioner.user)

        assert home.away == Away(A_MONDAY, WEDNESDAY, last, 1)

    @pytest.mark.parametrize(("begins", "told"), [(1, True), (6, True), (7, False), (-3, False)])
    def test_days_away_are_told_from_the_week_in_which_they_begin(self, place: World, begins: int, told: bool):
        starts_on = A_MONDAY + dt.timedelta(days=begins)
        AbsenceFactory(practitioner=place.practitioner, starts_on=starts_on, ends_on=starts_on + dt.timedelta(days=1))

        home = home_on(A_MONDAY, place.practitioner.user)

        assert home.away == (Away(starts_on, starts_on, starts_on + dt.timedelta(days=1), 0) if told else None)

    def test_a_colleagues_days_away_are_not_ones_own(self, place: World):
        AbsenceFactory(practitioner=place.practitioners[1], starts_on=A_MONDAY, ends_on=WEDNESDAY)

        assert home_on(A_MONDAY, place.practitioner.user).away is None


class TestNotices:
    def give(self, place: World, many: int, **given: object) -> None:
        series = SeriesFactory(school=place.school, team=place.team)
        for number in range(many):
            Notice.objects.create(
                to=place.lead, kind="moved", series=series, sentence=f"Change {number}",
                created_at=dt.datetime(2026, 9, 1, 9, number, tzinfo=dt.UTC), **given,
            )  # fmt: skip

    def test_are_ones_own_newest_first(self, place: World):
        self.give(place, 2)

        assert [notice.sentence for notice in notices_of(place.lead)] == ["Change 1", "Change 0"]
        assert list(notices_of(place.leads[1])) == []

    def test_home_shows_three_that_are_unread_and_how_many_there_are(self, place: World):
        self.give(place, 7)
        self.give(place, 1, read_at=dt.datetime(2026, 9, 2, tzinfo=dt.UTC))

        home = home_on(A_MONDAY, place.lead)

        assert (len(home.notices), home.unread, unread_count(place.lead)) == (3, 7, 7)
        assert len(notices_of(place.lead)) == 8


def test_somebody_with_no_part_in_the_work_has_a_page_too():
    home = home_on(A_MONDAY, member_of(None, RoleName.SYSTEM_ADMINISTRATOR))

    assert (home.week, home.schools, home.notices) == (None, (), ())


def test_a_practitioner_whose_role_has_ended_has_no_week():
    person = PractitionerFactory(member=False)

    assert home_on(A_MONDAY, person.user).week is None


def test_a_manager_finds_those_whom_a_leaver_left_behind(place: World):
    gone = PractitionerFactory(team=place.team, is_working=False)
    ReferralFactory(team=place.team, school=place.school, practitioner=gone, state=ReferralState.ASSESSMENT)

    assert home_on(WEDNESDAY, place.manager).left_behind == 1
    assert home_on(WEDNESDAY, place.practitioner.user).left_behind == 0


def test_home_names_five_whose_review_is_due_and_leads_to_all(place: World, client):
    holder = place.practitioner
    for days in range(7):
        ReferralFactory(
            team=place.team, school=place.school, practitioner=holder, state=ReferralState.IN_INTERVENTION,
            review_due_on=WEDNESDAY - dt.timedelta(days=days),
        )  # fmt: skip

    home = home_on(WEDNESDAY, holder.user)
    assert [one.review_due_on for one in home.reviews] == [
        WEDNESDAY - dt.timedelta(days=ago) for ago in (6, 5, 4, 3, 2)
    ]
    assert home.more_reviews == 2
    with time_machine.travel(dt.datetime.combine(WEDNESDAY, dt.time(9), tzinfo=dt.UTC), tick=False):
        client.force_login(holder.user)
        assert "And 2 more reviews that are due" in client.get("/home/").content.decode()
        assert client.get("/sessions/to-write-up/").content.decode().count("Due since") == 7
