import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from mhst.core.actors import SYSTEM
from mhst.people.actions import absence, practitioner, working_pattern
from mhst.people.enums import FixedKind
from mhst.places import affected
from mhst.places.actions import calendar, room, team_school
from mhst.places.enums import DayKind
from mhst.places.models import TeamSchool
from sessions_app.actions import notice
from sessions_app.actions import session as actions
from sessions_app.enums import CancelReason, NoticeKind
from sessions_app.models import Notice, SupportSession
from sessions_app.queries.attention import ground_of
from sessions_app.queries.series_list import after_last_day
from tests.factories.people import AbsenceFactory, PractitionerFactory
from tests.factories.sessions import ProgrammeFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, TEN, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


def test_planned_sessions_are_counted_by_school_dates_and_room(there: World) -> None:
    book(there)
    week = A_WEDNESDAY, A_WEDNESDAY + dt.timedelta(days=6)
    assert affected.sessions_at(there.school.pk, *week) == 1
    assert affected.sessions_at(there.school.pk, A_WEDNESDAY) == 6
    assert affected.sessions_at(there.schools[1].pk, *week) == 0
    assert affected.sessions_at(there.school.pk, A_WEDNESDAY, room_id=there.room.pk) == 6
    assert affected.sessions_at(there.school.pk, A_WEDNESDAY, room_id=there.rooms[1].pk) == 0
    assert affected.sessions_at(there.school.pk, A_WEDNESDAY, start_minute=660) == 0


def test_those_concerned_are_told_when_a_day_of_theirs_is_shut(
    there: World, django_capture_on_commit_callbacks
) -> None:
    book(there)
    Notice.objects.all().delete()
    shut = A_WEDNESDAY + dt.timedelta(weeks=1)
    with django_capture_on_commit_callbacks(execute=True):
        calendar.add_special_day(owner=there.school, kind=DayKind.INSET, starts_on=shut, ends_on=shut, by=SYSTEM)
    told = Notice.objects.filter(kind=NoticeKind.DATES_CHANGED)
    assert {n.to for n in told} == {*(p.user for p in there.practitioners), there.lead}
    assert {n.sentence for n in told} == {
        f"{there.programme} at {there.school}: the school is now shut on 23 September. Move this session or cancel it."
    }


WEEK = dt.timedelta(weeks=1)
#: The third and the fourth Wednesday of the run.
THIRD, FOURTH = A_WEDNESDAY + 2 * WEEK, A_WEDNESDAY + 3 * WEEK


@pytest.fixture
def after(there: World, django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], object]], set[str]]:
    """Books a run, does something, and returns the sentences that people have been told then."""
    book(there)
    Notice.objects.all().delete()

    def told_after(act: Callable[[], object]) -> set[str]:
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return set(Notice.objects.values_list("sentence", flat=True))

    return told_after


def said(there: World, what: str) -> set[str]:
    do = "Move these sessions or cancel them." if " and " in what else "Move this session or cancel it."
    return {f"{there.programme} at {there.school}: {what}. {do}"}


def test_those_concerned_are_told_when_somebody_who_holds_their_sessions_is_away(there: World, after: Any) -> None:
    sam = there.practitioner
    away = {"practitioner": sam, "starts_on": THIRD, "ends_on": FOURTH + dt.timedelta(days=1), "by": sam.user}
    assert after(lambda: absence.add(**away)) == said(there, f"{sam} is away on 30 September and 7 October")
    told = Notice.objects.filter(kind=NoticeKind.STAFF_AWAY)
    assert {n.to for n in told} == {*(p.user for p in there.practitioners), there.lead}
    assert [p.family_name for p in there.pupils if any(p.family_name in n.sentence for n in told)] == []


def test_those_concerned_are_told_which_sessions_lie_after_the_last_day_at_a_school(there: World, after: Any) -> None:
    served = TeamSchool.objects.get(team=there.team, school=there.school)
    last = FOURTH - dt.timedelta(days=1)
    told = after(lambda: team_school.stop(served=served, ends_on=last, by=there.manager))
    days = "7 October, 14 October and 21 October"
    left = (
        f"3 sessions are still booked at {there.school} after the last day of {there.team} there. Move or cancel them."
    )
    assert told == said(there, f"the team does not serve the school any more on {days}") | {left}
    assert [notice.to for notice in Notice.objects.filter(sentence=left)] == [there.manager]
    found = list(SupportSession.objects.select_related("series__school").order_by("date"))
    ground = ground_of(found, {}, with_consent=False)
    assert [bool(ground.left(session)) for session in found] == [False, False, False, True, True, True]
    assert list(after_last_day().order_by("date")) == found[3:]
    assert after(lambda: team_school.serve(team=there.team, school=there.school, starts_on=FOURTH, by=SYSTEM)) == told


def test_of_one_session_after_the_last_day_whoever_runs_the_team_is_told_until_they_have_read_it(
    there: World, after: Any
) -> None:
    served = TeamSchool.objects.get(team=there.team, school=there.school)
    one = f"1 session is still booked at {there.school} after the last day of {there.team} there. Move or cancel it."
    for _ in range(2):
        assert one in after(lambda: team_school.stop(served=served, ends_on=FOURTH + WEEK, by=there.manager))
    (told,) = Notice.objects.filter(school=there.school)
    notice.mark_read(notices=[told.pk], by=there.manager)
    after(lambda: team_school.stop(served=served, ends_on=FOURTH + WEEK, by=there.manager))
    assert Notice.objects.filter(school=there.school, to=there.manager).count() == 2
    assert Notice.objects.filter(school=there.school).count() == 2
    after(lambda: team_school.stop(served=served, ends_on=FOURTH + 2 * WEEK, by=there.manager))
    assert Notice.objects.filter(school=there.school).count() == 2


def test_an_absence_that_touches_no_session_tells_nobody(there: World, after: Any) -> None:
    free = there.school, PractitionerFactory(team=there.team)
    thursday = THIRD + dt.timedelta(days=1)
    for person, day in ((there.practitioner, thursday), (free[1], THIRD)):
        assert after(lambda p=person, d=day: absence.add(practitioner=p, starts_on=d, ends_on=d, by=p.user)) == set()


def test_a_session_that_is_cancelled_or_over_needs_nobody(there: World, after: Any) -> None:
    first, second = SupportSession.objects.order_by("date")[:2]
    actions.cancel(session=second, reason=CancelReason.OTHER, by=SYSTEM)
    Notice.objects.all().delete()
    with time_machine.travel("2026-09-16 16:00+01:00", tick=False):
        about = {"starts_on": first.date, "ends_on": second.date, "by": SYSTEM, "practitioner": there.practitioner}
        assert after(lambda: absence.add(**about)) == set()


def test_hours_that_are_taken_out_of_a_week_touch_their_sessions(there: World, after: Any) -> None:
    sam = there.practitioner
    tuesday, wednesday = sam.working_hours.get(weekday=1), sam.working_hours.get(weekday=2)
    assert after(lambda: working_pattern.remove(part=tuesday, by=there.manager)) == set()
    days = "16 September, 23 September, 30 September, 7 October and 2 more"
    assert after(lambda: working_pattern.remove(part=wednesday, by=there.manager)) == said(
        there, f"{sam} does not work on {days}"
    )


@pytest.mark.parametrize(("start", "told"), [(TEN + 60, False), (TEN, True)])
def test_a_time_that_is_taken_from_a_date_touches_the_sessions_in_it(
    there: World, after: Any, start: int, told: bool
) -> None:
    sam = there.practitioner
    taken = {
        "practitioner": sam, "kind": FixedKind.SUPERVISION, "weekday": 2, "start_minute": start,
        "end_minute": start + 60, "starts_on": FOURTH, "ends_on": FOURTH + WEEK, "by": there.manager,
    }  # fmt: skip
    expected = said(there, f"{sam} is in supervision on 7 October and 14 October") if told else set()
    assert after(lambda: working_pattern.add_fixed_time(**taken)) == expected


def test_more_hours_and_other_changes_touch_nothing(there: World, after: Any) -> None:
    sam = there.practitioner
    AbsenceFactory(practitioner=sam, starts_on=THIRD, ends_on=THIRD)
    more = {"practitioner": sam, "weekday": 2, "start_minute": 1000, "end_minute": 1100, "by": there.manager}
    assert after(lambda: working_pattern.add_hours(**more)) == set()
    about = {
        "practitioner": sam,
        "grade": sam.grade,
        "skills": ["sleep"],
        "is_working": True,
        "qualified_on": None,
        "by": there.manager,
    }
    assert after(lambda: practitioner.change(**about)) == set()


def test_somebody_who_stops_working_leaves_their_sessions(there: World, after: Any) -> None:
    sam = there.practitioner
    about = {
        "practitioner": sam,
        "grade": sam.grade,
        "skills": [],
        "is_working": False,
        "qualified_on": None,
        "by": there.manager,
    }
    days = "16 September, 23 September, 30 September, 7 October and 2 more"
    assert after(lambda: practitioner.change(**about)) == said(there, f"{sam} is not working on {days}")


def test_a_room_that_the_school_needs_back_touches_the_sessions_in_it(there: World, after: Any) -> None:
    needed = {"starts_on": THIRD, "ends_on": THIRD, "reason": "Mock exams", "by": SYSTEM}
    assert after(lambda: room.block(room=there.rooms[1], **needed)) == set()
    assert after(lambda: room.block(room=there.room, start_minute=780, **needed)) == set()
    assert after(lambda: room.block(room=there.room, end_minute=780, **needed)) == said(
        there, f"{there.room} is needed for mock exams on 30 September"
    )
    assert {n.kind for n in Notice.objects.all()} == {NoticeKind.ROOM_CHANGED}


def test_a_room_out_of_use_is_told_of_once(there: World, after: Any) -> None:
    days = "16 September, 23 September, 30 September, 7 October and 2 more"
    assert after(lambda: room.take_out_of_use(room=there.room, by=SYSTEM)) == said(
        there, f"{there.room} is out of use on {days}"
    )
    again = {"capacity": 12, "is_confidential": True, "directions": "Upstairs", "units": 1, "by": SYSTEM}
    after(lambda: room.change(room=there.room, name=there.room.name, **again))
    assert Notice.objects.count() == 3


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ({"kind": DayKind.MOCK_EXAM, "year_groups": [8]}, "mock exams for Year 8"),
        ({"kind": DayKind.MOCK_EXAM, "year_groups": [11]}, ""),
        ({"kind": DayKind.EARLY_FINISH, "finish_minute": 630}, "the school finishes at 10:30"),
        ({"kind": DayKind.EARLY_FINISH, "finish_minute": 780}, ""),
    ],
)
def test_exams_of_their_years_and_early_finishes_touch_sessions(there: World, after: Any, day: Any, what: str) -> None:
    told = after(lambda: calendar.add_special_day(owner=there.school, starts_on=THIRD, ends_on=THIRD, by=SYSTEM, **day))
    assert told == (said(there, f"{what} on 30 September") if what else set())


def test_of_a_course_of_one_a_school_reads_which_and_comes_to_its_session(
    there: World, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sam = there.practitioner
    one = book(there, programme=ProgrammeFactory(one_to_one=True), practitioners=[sam], pupils=[there.pupils[0]])
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        calendar.add_special_day(owner=there.school, kind=DayKind.INSET, starts_on=THIRD, ends_on=THIRD, by=SYSTEM)
    client.force_login(there.lead)
    page = client.get("/notices/").content.decode()
    session = one.sessions.get(date=THIRD)
    assert (
        f'<a href="/sessions/{session.pk}/">A 1:1 course at {there.school} with {sam.user.name}, Wednesdays at 10:00: '
        "the school is now shut on 30 September. Move this session or cancel it.</a>"
    ) in page


def test_of_a_group_one_comes_to_its_page(there: World, client: Client) -> None:
    series = book(there)
    client.force_login(there.lead)
    assert f'<a href="/groups/{series.pk}/">' in client.get("/notices/").content.decode()
