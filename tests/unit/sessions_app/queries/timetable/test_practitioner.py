"""What a practitioner's week holds, and how much of it each viewer may know."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.access.enums import RoleName
from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.clock import minute_of
from mhst.core.errors import NotFound
from mhst.places.enums import Weekday
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation, PlannedContent
from sessions_app.queries.timetable import practitioner_week
from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    FacilitationFactory,
    FixedTimeFactory,
    PractitionerFactory,
    SchoolFactory,
    SpecialDayFactory,
    World,
    member_of,
    world,
)
from tests.support.timetable import as_user, fill, session_in

pytestmark = pytest.mark.django_db
TUESDAY = A_MONDAY + dt.timedelta(days=1)


@pytest.fixture
def place() -> World:
    return world(pupils=3)


def own_week(place: World, monday: dt.date = A_MONDAY):
    return practitioner_week(as_user(place.practitioner.user), place.practitioner, monday)


class TestOwnWeek:
    def test_has_monday_to_friday(self, place: World):
        week = own_week(place)

        assert [day.date.weekday() for day in week.days] == [0, 1, 2, 3, 4]

    def test_shows_a_session_with_everything(self, place: World):
        with recording.acting(by=SYSTEM, verb="test"):
            PlannedContent.objects.filter(programme=place.programme, number=2).update(due="RCADS, second time")
        session = session_in(place)

        (entry,) = own_week(place).sessions

        assert (entry.id, entry.date, entry.time) == (session.pk, A_MONDAY, "10:00 to 11:00")
        assert (entry.school, entry.room) == (place.school.name, place.room.name)
        assert (entry.title, entry.position, entry.year_groups) == (place.programme.name, "2 of 6", "Year 8")
        assert entry.who.names == ", ".join(sorted((p.name for p in place.pupils), key=lambda n: n.split()[-1]))
        assert (entry.topic, entry.due) == ("How worry works", "RCADS, second time")
        assert entry.practitioners == tuple(p.user.name for p in place.practitioners)
        assert entry.state_in_words == ""

    def test_a_session_on_saturday_adds_that_day_only(self, place: World):
        session_in(place, date=A_MONDAY + dt.timedelta(days=5))

        assert [day.date.weekday() for day in own_week(place).days] == [0, 1, 2, 3, 4, 5]

    def test_leaves_out_other_weeks_and_other_people(self, place: World):
        session_in(place, date=A_MONDAY - dt.timedelta(days=1))
        session_in(place, date=A_MONDAY + dt.timedelta(days=7))
        session_in(place, led_by=[place.practitioners[1]])

        assert own_week(place).sessions == []

    def test_leaves_out_a_session_somebody_else_took_over(self, place: World):
        session = session_in(place, led_by=[])
        FacilitationFactory(
            session=session, practitioner=place.practitioner, replaced_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
        )

        assert own_week(place).sessions == []

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"cancelled": True}, "Cancelled: practitioner away"),
            ({"skipped": True, "number": None}, "Skipped: INSET day"),
            ({"held": True}, "Held"),
        ],
    )
    def test_says_what_became_of_a_session_in_words(self, place: World, given: dict, words: str):
        session_in(place, **given)

        (entry,) = own_week(place).sessions

        assert entry.state_in_words == words

    def test_puts_travel_before_the_session_it_leads_to(self, place: World):
        session_in(place, start_minute=540, end_minute=600)
        later = session_in(place, school=1, start_minute=660, end_minute=720)
        Allocation.objects.create(
            kind=ResourceKind.PRACTITIONER,
            resource_id=place.practitioner.pk,
            purpose=Purpose.TRAVEL,
            date=A_MONDAY,
            start_minute=630,
            end_minute=660,
            session=later,
            origin=place.school,
        )

        monday = own_week(place).days[0]

        assert [(e.kind, e.starts) for e in monday.entries] == [
            ("session", "09:00"),
            ("travel", "10:30"),
            ("session", "11:00"),
        ]
        leg = monday.entries[1]
        assert (leg.title, leg.school, leg.minutes) == (
            f"Travel from {place.school.name} and sign in",
            place.schools[1].name,
            30,
        )

    def test_shows_fixed_times_and_days_away(self, place: World):
        FixedTimeFactory(practitioner=place.practitioner)
        FixedTimeFactory(practitioner=place.practitioner, weekday=Weekday.TUESDAY, ends_on=A_MONDAY)
        AbsenceFactory(practitioner=place.practitioner, starts_on=TUESDAY, ends_on=TUESDAY + dt.timedelta(days=1))

        days = own_week(place).days

        assert [e.title for e in days[0].entries] == ["Supervision"]
        assert days[1].entries == ()
        assert [day.notes for day in days] == [(), ("Away",), ("Away",), (), ()]

    def test_says_why_a_school_is_shut(self, place: World):
        SpecialDayFactory(calendar=place.school.calendar, starts_on=A_MONDAY, note="no heating")

        monday, tuesday, wednesday = own_week(place).days[:3]

        assert [(s.school, s.why) for s in monday.shut] == [(place.school.name, "school closed (no heating)")]
        assert tuesday.shut == ()
        assert wednesday.shut == ()

    def test_an_agreed_stretch_stays_until_something_is_booked_there(self, place: World):
        assert [a.school for a in own_week(place).days[0].agreed] == [place.school.name]

        session_in(place)

        assert own_week(place).days[0].agreed == ()

    def test_rows_are_schools_in_order_of_the_first_visit_then_the_rest(self, place: World):
        session_in(place, school=1, start_minute=480, end_minute=540)
        session_in(place)
        FixedTimeFactory(practitioner=place.practitioner)

        rows = own_week(place).rows

        assert [row.name for row in rows] == [place.schools[1].name, place.school.name, "Not at a school"]
        assert [len(cell.entries) for cell in rows[1].cells] == [1, 0, 0, 0, 0]

    def test_marks_what_is_on_now_and_what_is_next(self, place: World):
        session_in(place, start_minute=540, end_minute=600)
        session_in(place, start_minute=600, end_minute=660, cancelled=True)
        session_in(place, start_minute=660, end_minute=720)
        session_in(place, start_minute=720, end_minute=780)

        monday = own_week(place).days[0]

        assert [m.mark for m in monday.marked(minute_of(dt.time(9, 30)))] == ["Now", "", "Next", ""]
        assert [m.mark for m in monday.marked(minute_of(dt.time(10, 0)))] == ["", "", "Next", ""]
        assert [m.mark for m in monday.marked(minute_of(dt.time(13, 0)))] == ["", "", "", ""]


class TestWhoSeesIt:
    def test_the_manager_sees_it_in_full(self, place: World):
        session_in(place)

        week = practitioner_week(as_user(place.manager), place.practitioner, A_MONDAY)

        assert len(week.sessions[0].who.people) == 3
        assert (week.is_own, week.shows_detail) == (False, True)

    def test_a_pupil_who_moved_away_is_named_to_their_practitioner_and_counted_for_others(self, place: World):
        session_in(place)
        with recording.acting(by=SYSTEM, verb="test"):
            moved = place.pupils[0]
            moved.school = SchoolFactory()
            moved.save()

        own = own_week(place).sessions[0].who
        managers = practitioner_week(as_user(place.manager), place.practitioner, A_MONDAY).sessions[0].who

        assert (len(own.people), own.others) == (3, 0)
        assert (len(managers.people), managers.others) == (2, 1)
        assert moved.name not in managers.names
        assert managers.names.endswith(" and 1 more")

    def test_a_colleague_sees_that_they_are_busy_and_where(self, place: World):
        session_in(place)
        session_in(place, cancelled=True, start_minute=780, end_minute=840)

        week = practitioner_week(as_user(place.practitioners[1].user), place.practitioner, A_MONDAY)

        (entry,) = week.sessions
        assert (entry.title, entry.school, entry.time) == ("Busy", place.school.name, "10:00 to 11:00")
        assert (entry.programme, entry.room, entry.due, len(entry.who)) == ("", "", "", 0)
        assert week.shows_detail is False

    @pytest.mark.parametrize("role", [RoleName.SENIOR_MENTAL_HEALTH_LEAD, RoleName.SCHOOL_STAFF])
    def test_a_school_does_not_see_it(self, place: World, role: str):
        with pytest.raises(NotFound):
            practitioner_week(member_of(place.school, role), place.practitioner, A_MONDAY)

    def test_another_team_does_not_see_it(self, place: World):
        stranger = PractitionerFactory()

        with pytest.raises(NotFound):
            practitioner_week(stranger.user, place.practitioner, A_MONDAY)


def queries_of_own_week(place: World) -> int:
    viewer = as_user(place.practitioner.user)
    with CaptureQueriesContext(connection) as queries:
        practitioner_week(viewer, place.practitioner, A_MONDAY)
    return len(queries)


def test_costs_the_same_queries_at_one_session_and_at_300(place: World):
    session_in(place)
    own_week(place)  # content types are read once a process
    at_one = queries_of_own_week(place)

    fill(place.team, list(place.schools), [place.practitioner], 300, pupils=place.pupils)

    assert len(own_week(place).sessions) == 301
    assert queries_of_own_week(place) == at_one
    assert at_one <= 22
