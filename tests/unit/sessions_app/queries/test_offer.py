import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.people.models import SchoolDayAgreed
from mhst.places.enums import DayKind
from mhst.places.queries import calendar
from sessions_app.planner.offer import Offer
from sessions_app.queries.asked_time import NO_BELL, about
from sessions_app.queries.offer import Wanted, offers, why_gone, with_reasons
from tests.factories.calendar import SpecialDayFactory
from tests.factories.people import AbsenceFactory, PractitionerFactory, SchoolDayAgreedFactory
from tests.factories.places import RoomFactory
from tests.factories.world import World, world
from tests.support.booking import TEN, book, offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def there() -> World:
    return world()


def wanted(there: World, **changes: object) -> Wanted:
    given = {
        "school": there.school,
        "programme": there.programme,
        "year_groups": [8],
        "pupils": there.pupils[:6],
        "earliest_on": dt.date(2026, 9, 15),
    }
    return Wanted(**{**given, **changes})


def test_three_offers_on_three_weekdays_each_with_its_reasons(there: World) -> None:
    found = offers(there.lead, wanted(there))
    assert len({o.first_on.weekday() for o in found}) == 3
    assert [len(o.reasons) - len(o.moved) for o in found] == [5, 5, 5]


def test_nothing_is_offered_at_a_school_whose_sessions_one_may_not_see(there: World) -> None:
    stranger = there.leads[1]
    assert offers(stranger, wanted(there)) == []
    assert with_reasons(stranger, wanted(there), offers(there.lead, wanted(there))[0]) is None
    assert about(stranger, wanted(there), 2, TEN).offer is None


def test_every_offer_can_be_booked(there: World) -> None:
    for index, found in enumerate(offers(there.lead, wanted(there))):
        series = book(there, found, by=there.lead, pupils=list(there.pupils[:6]))
        assert [s.number for s in series.sessions.exclude(number=None)] == [1, 2, 3, 4, 5, 6], index


def test_lessons_take_turns_where_they_can(there: World) -> None:
    best = offers(there.lead, wanted(there))[0]
    lessons = [slot.lesson for slot in best.slots if slot.number]
    assert all(len(set(lessons[n : n + 3])) == 3 for n in range(4))
    assert "Lessons take turns: none is missed twice in three weeks." in best.reasons


def test_what_is_booked_is_not_offered_again(there: World) -> None:
    first = offers(there.lead, wanted(there))[0]
    book(there, first)
    assert first.slots not in [o.slots for o in offers(there.lead, wanted(there))]


def test_half_term_is_left_out_and_said(there: World) -> None:
    found = offers(there.lead, wanted(there, earliest_on=dt.date(2026, 10, 6)))
    said = [reason for o in found for reason in o.reasons if reason.startswith("Leaves out")]
    assert len(said) == 3
    assert all("(half-term)" in reason for reason in said)


def test_exam_weeks_of_these_years_are_left_out(there: World) -> None:
    SpecialDayFactory(
        calendar=there.school.calendar, kind=DayKind.MOCK_EXAM,
        starts_on=dt.date(2026, 9, 21), ends_on=dt.date(2026, 9, 25), year_groups=[8],
    )  # fmt: skip
    exams = {dt.date(2026, 9, day) for day in range(21, 26)}
    found = offers(there.lead, wanted(there))
    assert {slot.date for o in found for slot in o.slots if slot.number} & exams == set()
    skipped = {slot.why_skipped for o in found for slot in o.skipped}
    assert "mock exams for Year 8" in skipped
    others = [s.why_skipped for o in offers(there.lead, wanted(there, year_groups=[9], pupils=[])) for s in o.skipped]
    assert [reason for reason in others if "mock" in reason] == []


def test_nothing_is_offered_without_a_room_that_is_large_and_private_enough(there: World) -> None:
    from mhst.audit import recording

    with recording.acting(by=SYSTEM, verb="test"):
        there.room.is_confidential = False
        there.room.save()
    assert offers(there.lead, wanted(there)) == []
    assert about(there.lead, wanted(there), 2, TEN).reasons == [
        "The school lends no confidential room that is large enough."
    ]


def test_nothing_is_offered_without_the_training(there: World) -> None:
    from mhst.audit import recording

    with recording.acting(by=SYSTEM, verb="test"):
        there.programme.skills = ["exposure"]
        there.programme.save()
    assert offers(there.lead, wanted(there)) == []
    assert about(there.lead, wanted(there), 2, TEN).reasons == [
        "No practitioner who serves this school has the training for this programme."
    ]


def test_an_absent_practitioner_is_not_offered_and_the_reason_is_told(there: World) -> None:
    away = there.practitioners[0]
    AbsenceFactory(practitioner=away, starts_on=dt.date(2026, 9, 28), ends_on=dt.date(2026, 10, 2))
    assert all(away.pk not in o.practitioners or not _on_leave(o) for o in offers(there.lead, wanted(there)))
    assert about(there.lead, wanted(there), 2, TEN).reasons == [
        "2 practitioners are needed and 1 is free.",
        f"Away that day on 30 September: {away.user.name}.",
    ]


def test_travel_counts_against_a_time(there: World) -> None:
    book(there, offer(there, start=TEN + 60, school=1), school=1)
    reasons = about(there.lead, wanted(there), 2, TEN).reasons
    assert [reason.split(":")[0] for reason in reasons][1:] == ["Due at another school soon after"]


def test_a_time_with_nothing_against_it_has_no_reasons(there: World) -> None:
    assert about(there.lead, wanted(there), 2, TEN).reasons == []


def test_a_time_that_can_be_booked_comes_with_its_offer(there: World) -> None:
    found = about(there.lead, wanted(there), 2, TEN).offer
    assert {slot.start_minute for slot in found.slots} == {TEN}
    assert {slot.date.weekday() for slot in found.slots} == {2}


def test_a_day_agreed_with_another_school_comes_last_and_says_so_without_naming_it(there: World) -> None:
    """Both have agreed to be here on Mondays, Wednesdays and Fridays, and elsewhere between."""
    found = offers(there.lead, wanted(there), number=4)
    assert [o.first_on.weekday() in {1, 3} for o in found] == [False, False, False, True]
    [said] = [reason for reason in found[3].reasons if "another school" in reason]
    assert said.endswith(" are agreed with another school that day: ask first.")
    assert [o.promised for o in found] == ["", "", "", said]
    assert there.schools[1].name not in " ".join(found[3].reasons)


def test_of_a_day_shared_by_two_schools_only_the_others_part_is_theirs(there: World) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        SchoolDayAgreed.objects.filter(weekday=1).delete()
    for person in there.practitioners:
        for school, start, end in ((there.school, 13 * 60, 16 * 60), (there.schools[1], 9 * 60, 12 * 60)):
            SchoolDayAgreedFactory(practitioner=person, school=school, weekday=1, start_minute=start, end_minute=end)
    morning, afternoon = (about(there.lead, wanted(there), 1, minute).offer for minute in (9 * 60, 14 * 60 + 5))
    assert bool(morning.promised)
    assert afternoon.promised == ""


def test_a_time_at_which_no_bell_rings_says_so(there: World) -> None:
    nothing, others = about(there.lead, wanted(there), 2, TEN + 5).reasons
    assert nothing == NO_BELL
    assert others == "Sessions can begin at 09:00, 10:00, 11:20, 12:20, 13:05 and 14:05."


def test_a_room_in_use_is_named_with_its_dates(there: World) -> None:
    others = PractitionerFactory.create_batch(2, team=there.team, at=[there.school])
    book(there, offer(there, count=1), practitioners=others, pupils=[])
    assert f"{there.room.name}: in use on 16 September." in about(there.lead, wanted(there), 2, TEN).reasons


def test_every_lesson_that_a_session_touches_is_missed(there: World) -> None:
    """Lunch is from 12:20 to 13:05, P4 begins at 13:05."""
    with recording.acting(by=SYSTEM, verb="test"):
        type(there.programme).objects.filter(pk=there.programme.pk).update(session_minutes=50)
    there.programme.refresh_from_db()
    lunch = about(there.lead, wanted(there), 1, 12 * 60 + 20).offer
    assert {slot.lesson for slot in lunch.held} == {"P4"}
    assert "Always in P4, so the same lesson is missed." in lunch.reasons
    assert lunch.misses
    with recording.acting(by=SYSTEM, verb="test"):
        type(there.programme).objects.filter(pk=there.programme.pk).update(session_minutes=110)
    there.programme.refresh_from_db()
    two = about(there.lead, wanted(there), 1, 9 * 60).offer
    assert {slot.lesson for slot in two.held} == {"P1 and P2"}
    assert "Always in P1 and P2, so the same lessons are missed." in two.reasons
    assert Offer.from_plain(two.as_plain()).slots == two.slots


def test_what_came_in_the_way_of_a_run_is_named(there: World) -> None:
    """The room and people; of pupils how many."""
    chosen = about(there.lead, wanted(there), 2, TEN).offer
    others = PractitionerFactory.create_batch(2, team=there.team, at=[there.school])
    book(there, offer(there, count=1), practitioners=others, pupils=[])
    assert why_gone(there.lead, wanted(there), chosen) == f"Wednesday 16 September: {there.room.name} is in use."
    second = dt.date(2026, 9, 23)
    book(
        there, offer(there, second, count=1), practitioners=others, pupils=[there.pupils[0]],
        room=RoomFactory(school=there.school),
    )  # fmt: skip
    later = wanted(there, earliest_on=second, count=5)
    assert why_gone(there.lead, later, replace(chosen, slots=chosen.slots[1:])) == (
        "Wednesday 23 September: some of the pupils are not free: 1 in another session."
    )


def test_pupils_who_are_busy_are_counted_not_named(there: World) -> None:
    others = PractitionerFactory.create_batch(2, team=there.team, at=[there.school])
    book(there, practitioners=others, room=RoomFactory(school=there.school), pupils=[there.pupils[0]])
    assert (
        about(there.lead, wanted(there), 2, TEN).reasons[0] == "Some of the pupils are not free: 1 in another session."
    )


@pytest.mark.parametrize("colleagues", [0, 8])
def test_an_offer_costs_the_same_queries_for_any_team(there: World, colleagues: int) -> None:
    PractitionerFactory.create_batch(colleagues, team=there.team, at=[there.school])
    RoomFactory.create_batch(colleagues, school=there.school)
    calendar.load_dates([there.school], dt.date(2026, 9, 1), dt.date(2026, 9, 2))
    with CaptureQueriesContext(connection) as queries:
        offers(SYSTEM, wanted(there))
    assert len(queries) == 19


def _on_leave(o) -> bool:  # type: ignore[no-untyped-def]
    return any(dt.date(2026, 9, 28) <= s.date <= dt.date(2026, 10, 2) for s in o.slots if s.number)
