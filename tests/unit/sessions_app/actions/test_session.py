import datetime as dt

import pytest
import time_machine

from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from mhst.places.enums import DayKind
from sessions_app.actions import series as series_actions
from sessions_app.actions import session as actions
from sessions_app.enums import CancelReason, Purpose
from sessions_app.models import Allocation, OccupiedSlot
from sessions_app.queries.session import rooms_for
from tests.factories.calendar import SpecialDayFactory
from tests.factories.people import AbsenceFactory
from tests.factories.places import RoomBlockFactory, RoomFactory
from tests.factories.sessions import AttendanceFactory
from tests.factories.world import World, world
from tests.support.booking import A_WEDNESDAY, TEN, book, dates, offer, sessions

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]
WEEK = dt.timedelta(weeks=1)
WEDNESDAYS = [A_WEDNESDAY + WEEK * n for n in range(9)]


@pytest.fixture
def place() -> World:
    return world()


def test_moving_one_of_six_still_leaves_six(place: World) -> None:
    series = book(place)
    third = sessions(series)[2]
    moved = actions.move(session=third, date=third.date + dt.timedelta(days=1), start_minute=TEN + 60, by=SYSTEM)
    assert (moved.date, moved.start_minute, moved.end_minute) == (dt.date(2026, 10, 1), TEN + 60, TEN + 120)
    assert [number for number, _, _ in dates(series)] == [1, 2, 3, 4, 5, 6]
    assert series.sessions.count() == 6
    assert moved.version == 2


def test_the_old_time_is_free_once_a_session_has_moved(place: World) -> None:
    series = book(place)
    first = sessions(series)[0]
    actions.move(session=first, date=first.date, start_minute=14 * 60, by=SYSTEM)
    held = Allocation.objects.filter(date=first.date, purpose=Purpose.SESSION)
    assert set(held.values_list("start_minute", flat=True)) == {14 * 60}
    book(place, offer(place, count=1), pupils=[])


def test_a_session_moved_past_the_next_takes_its_number(place: World) -> None:
    series = book(place)
    first, second = sessions(series)[:2]
    actions.move(session=first, date=second.date + dt.timedelta(days=1), start_minute=TEN, by=SYSTEM)
    assert [number for number, _, _ in dates(series)] == [1, 2, 3, 4, 5, 6]
    assert [s.pk for s in sessions(series)][:2] == [second.pk, first.pk]


def test_a_session_cannot_move_onto_something_taken(place: World) -> None:
    series = book(place)
    book(place, offer(place, start=14 * 60), pupils=list(place.pupils[6:]))
    first = sessions(series)[0]
    with pytest.raises(Conflict):
        actions.move(session=first, date=first.date, start_minute=14 * 60, by=SYSTEM)
    first.refresh_from_db()
    assert (first.start_minute, first.version) == (TEN, 1)


@pytest.mark.parametrize(
    ("date", "start", "said"),
    [
        (dt.date(2026, 10, 28), TEN, "half-term"),
        (dt.date(2026, 9, 19), TEN, "at the weekend"),
        (dt.date(2026, 9, 7), TEN, "is over"),
        (dt.date(2026, 9, 17), 6 * 60, "from 07:00"),
        (dt.date(2026, 9, 17), 18 * 60 + 30, "end by 19:00"),
        (dt.date(2026, 9, 17), TEN + 3, "multiple of five"),
    ],
)
def test_a_session_cannot_move_to_where_it_cannot_be(place: World, date: dt.date, start: int, said: str) -> None:
    first = sessions(book(place))[0]
    with pytest.raises(Refused) as refused:
        actions.move(session=first, date=date, start_minute=start, by=SYSTEM)
    assert said in refused.value.message


def test_a_session_does_not_move_into_its_years_exams(place: World) -> None:
    series = book(place)
    SpecialDayFactory(
        calendar=place.school.calendar,
        kind=DayKind.MOCK_EXAM,
        starts_on=dt.date(2026, 9, 17),
        ends_on=dt.date(2026, 9, 17),
        year_groups=[8],
    )
    with pytest.raises(Refused, match="mock exams for Year 8"):
        actions.move(session=sessions(series)[0], date=dt.date(2026, 9, 17), start_minute=TEN, by=SYSTEM)


@pytest.fixture
def early_finish(place: World) -> None:
    """On Thursday of the first week pupils go home at 13:05."""
    SpecialDayFactory(calendar=place.school.calendar, early_finish=True, starts_on=dt.date(2026, 9, 17))


HOME_AT_FIVE_PAST_ONE = r"finishes at 13:05 on Thursday 17 September; this session would end at 14:00\. Choose"


def test_a_session_does_not_move_past_an_early_finish(place: World, early_finish: None) -> None:
    first = sessions(book(place))[0]
    with pytest.raises(Refused, match=HOME_AT_FIVE_PAST_ONE):
        actions.move(session=first, date=dt.date(2026, 9, 17), start_minute=13 * 60, by=SYSTEM)
    actions.move(session=first, date=dt.date(2026, 9, 17), start_minute=12 * 60 + 5, by=SYSTEM)


def test_the_rest_does_not_move_past_an_early_finish(place: World, early_finish: None) -> None:
    series = book(place)
    before = dates(series)
    with pytest.raises(Refused, match=HOME_AT_FIVE_PAST_ONE):
        actions.move_rest(session=sessions(series)[0], date=dt.date(2026, 9, 17), start_minute=13 * 60, by=SYSTEM)
    assert dates(series) == before


def test_a_session_is_not_brought_back_past_an_early_finish(place: World) -> None:
    series = book(place, offer(place, dt.date(2026, 9, 17), start=13 * 60))
    cancelled = actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM)
    SpecialDayFactory(calendar=place.school.calendar, early_finish=True, starts_on=dt.date(2026, 9, 17))
    with pytest.raises(Refused, match=HOME_AT_FIVE_PAST_ONE):
        actions.revive(session=cancelled, by=SYSTEM)


def test_a_session_that_is_over_stays(place: World) -> None:
    first = sessions(book(place))[0]
    with time_machine.travel("2026-09-16 11:00+01:00"), pytest.raises(Refused, match="is over"):
        actions.move(session=first, date=dt.date(2026, 9, 18), start_minute=TEN, by=SYSTEM)


def test_a_session_with_attendance_cannot_be_removed(place: World) -> None:
    first = sessions(book(place))[0]
    AttendanceFactory(session=first, young_person=place.pupils[0])
    for act in (
        lambda: actions.cancel(session=first, reason=CancelReason.EXAMS, by=SYSTEM),
        lambda: actions.skip(session=first, note="trip", by=SYSTEM),
        lambda: actions.move(session=first, date=dt.date(2026, 9, 18), start_minute=TEN, by=SYSTEM),
    ):
        with pytest.raises(Refused, match="Attendance is recorded"):
            act()


def test_an_old_page_cannot_overwrite_a_newer_change(place: World) -> None:
    series = book(place)
    seen = sessions(series)[0]
    actions.move(session=sessions(series)[0], date=seen.date, start_minute=14 * 60, by=SYSTEM)
    with pytest.raises(Conflict, match="changed this session in the meantime"):
        actions.move(session=seen, date=seen.date, start_minute=9 * 60, by=SYSTEM)


def test_moving_the_rest_moves_this_one_and_all_later_ones(place: World) -> None:
    series = book(place)
    third = sessions(series)[2]
    actions.move_rest(session=third, date=third.date + dt.timedelta(days=1), start_minute=14 * 60, by=SYSTEM)
    assert [(n, d) for n, d, _ in dates(series)] == [
        (n, WEDNESDAYS[n - 1] + dt.timedelta(days=1 if n > 2 else 0)) for n in range(1, 7)
    ]
    assert [s.start_minute for s in sessions(series)] == [TEN] * 2 + [14 * 60] * 4


def test_moving_the_rest_by_a_week_may_overlap_its_own_old_dates(place: World) -> None:
    series = book(place)
    actions.move_rest(session=sessions(series)[0], date=WEDNESDAYS[1], by=SYSTEM)
    assert [d for n, d, _ in dates(series) if n] == [*WEDNESDAYS[1:6], dt.date(2026, 11, 4)]


def test_moving_the_rest_over_half_term_skips_it_and_says_so(place: World) -> None:
    series = book(place)
    actions.move_rest(session=sessions(series)[4], date=dt.date(2026, 10, 21), by=SYSTEM)
    assert dates(series)[-3:] == [
        (5, dt.date(2026, 10, 21), "planned"),
        (None, dt.date(2026, 10, 28), "skipped"),
        (6, dt.date(2026, 11, 4), "planned"),
    ]


def test_moving_the_rest_onto_something_taken_moves_nothing(place: World) -> None:
    series = book(place)
    book(place, offer(place, WEDNESDAYS[4], start=14 * 60, count=1), pupils=[])
    before = dates(series)
    with pytest.raises(Conflict):
        actions.move_rest(session=sessions(series)[2], date=WEDNESDAYS[2], start_minute=14 * 60, by=SYSTEM)
    assert dates(series) == before


def test_a_run_that_no_longer_fits_the_calendar_is_not_moved(place: World) -> None:
    series = book(place)
    with pytest.raises(Refused, match="find a week in which the school is open"):
        actions.move_rest(session=sessions(series)[0], date=dt.date(2027, 7, 14), by=SYSTEM)


def test_cancelling_one_keeps_the_others(place: World) -> None:
    series = book(place)
    actions.cancel(session=sessions(series)[2], reason=CancelReason.SCHOOL_CLOSED, by=SYSTEM)
    assert [(n, s) for n, _, s in dates(series)] == [(n, "cancelled" if n == 3 else "planned") for n in range(1, 7)]
    assert not Allocation.objects.filter(date=WEDNESDAYS[2]).exists()


def test_whether_one_may_be_cancelled_is_asked_again_once_it_is_held(place: World) -> None:
    [first, *_] = sessions(book(place))
    asked = []
    actions.call_off(
        session=first, reason=CancelReason.EXAMS, check=lambda session, by: asked.append(session), by=SYSTEM
    )
    [before, held] = asked
    assert (before, held) == (first, first)
    assert (before is first, held is first) == (True, False)


def test_a_cancelled_week_can_be_added_at_the_end(place: World) -> None:
    series = book(place)
    actions.cancel(session=sessions(series)[2], reason=CancelReason.SCHOOL_CLOSED, by=SYSTEM, add_at_end=True)
    assert dates(series) == [
        (1, WEDNESDAYS[0], "planned"),
        (2, WEDNESDAYS[1], "planned"),
        (3, WEDNESDAYS[2], "cancelled"),
        (3, WEDNESDAYS[3], "planned"),
        (4, WEDNESDAYS[4], "planned"),
        (5, WEDNESDAYS[5], "planned"),
        (6, dt.date(2026, 11, 4), "planned"),
    ]


def test_a_skipped_week_is_a_row_and_what_was_planned_comes_a_week_later(place: World) -> None:
    series = book(place)
    actions.skip(session=sessions(series)[5], note="school trip", by=SYSTEM)
    assert dates(series)[-2:] == [(None, WEDNESDAYS[5], "skipped"), (6, dt.date(2026, 11, 4), "planned")]


def test_a_skipped_week_can_take_place_after_all(place: World) -> None:
    series = book(place)
    skipped = actions.skip(session=sessions(series)[2], note="trip", by=SYSTEM, add_at_end=False)
    actions.revive(session=skipped, by=SYSTEM)
    assert dates(series) == [(n, WEDNESDAYS[n - 1], "planned") for n in range(1, 7)]


def test_a_cancelled_session_can_take_place_after_all(place: World) -> None:
    series = book(place)
    held = OccupiedSlot.objects.count()
    cancelled = actions.cancel(session=sessions(series)[2], reason=CancelReason.OTHER, by=SYSTEM)
    actions.revive(session=cancelled, by=SYSTEM)
    assert dates(series) == [(n, WEDNESDAYS[n - 1], "planned") for n in range(1, 7)]
    assert OccupiedSlot.objects.count() == held


def test_a_session_whose_time_was_taken_cannot_take_place_after_all(place: World) -> None:
    series = book(place)
    cancelled = actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM)
    book(place, offer(place, count=1), pupils=[])
    with pytest.raises(Conflict):
        actions.revive(session=cancelled, by=SYSTEM)


def _unlent(place: World, *days: dt.date) -> None:
    for day in days:
        RoomBlockFactory(room=place.room, starts_on=day, ends_on=day, reason="mock exams")


def test_a_session_does_not_take_place_after_all_in_a_room_that_is_not_lent_or_with_nobody(place: World) -> None:
    series = book(place)
    cancelled = actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM)
    skipped = actions.skip(session=sessions(series)[1], note="trip", by=SYSTEM, add_at_end=False)
    _unlent(place, WEDNESDAYS[0])
    AbsenceFactory(practitioner=place.practitioner, starts_on=WEDNESDAYS[1], ends_on=WEDNESDAYS[1])
    before = dates(series)
    with pytest.raises(Refused) as refused:
        actions.revive(session=cancelled, by=SYSTEM)
    assert refused.value.message == (
        f"On Wednesday 16 September at 10:00 {place.room.name} is needed for mock exams. "
        "So it cannot be held after all."
    )
    with pytest.raises(Refused, match=f"{place.practitioner.user.name} is away. So it cannot be held after all"):
        actions.revive(session=skipped, by=SYSTEM)
    assert dates(series) == before


NOVEMBER_4, NOVEMBER_11, NOVEMBER_18 = (dt.date(2026, 11, day) for day in (4, 11, 18))


@pytest.mark.parametrize("act", ["cancel", "skip"])
def test_a_week_at_the_end_is_one_in_which_the_room_is_lent_and_somebody_is_there(place: World, act: str) -> None:
    series = book(place)
    _unlent(place, NOVEMBER_4)
    AbsenceFactory(practitioner=place.practitioner, starts_on=NOVEMBER_11, ends_on=NOVEMBER_11)
    why = {"reason": CancelReason.OTHER} if act == "cancel" else {"note": "trip"}
    getattr(actions, act)(session=sessions(series)[2], by=SYSTEM, add_at_end=True, **why)
    assert dates(series)[-1] == (6, NOVEMBER_18, "planned")


def test_no_week_is_added_at_the_end_of_a_run_whose_room_was_taken_back(place: World) -> None:
    series = book(place)
    before = dates(series)
    RoomBlockFactory(room=place.room, starts_on=NOVEMBER_4, ends_on=dt.date(2027, 7, 1), reason="mock exams")
    with pytest.raises(Refused) as refused:
        actions.cancel(session=sessions(series)[2], reason=CancelReason.OTHER, by=SYSTEM, add_at_end=True)
    assert refused.value.message == (
        "No session can be added at the end: on Wednesday 4 November at 10:00 "
        f"{place.room.name} is needed for mock exams, and in the weeks after it is no better. "
        "Do not add one, or change the room or who holds the run first."
    )
    assert dates(series) == before


def test_sessions_of_a_cancelled_run_stay_cancelled(place: World) -> None:
    series = series_actions.cancel(series=book(place), reason=CancelReason.TOO_FEW, by=SYSTEM)
    with pytest.raises(Refused, match="whole run is cancelled"):
        actions.revive(session=sessions(series)[0], by=SYSTEM)


def test_a_planned_session_cannot_be_brought_back(place: World) -> None:
    with pytest.raises(Refused, match="cannot become planned"):
        actions.revive(session=sessions(book(place))[0], by=SYSTEM)


def test_only_those_of_the_school_or_team_may_move(place: World) -> None:
    first = sessions(book(place))[0]
    with pytest.raises(Refused, match="Your role does not allow this here"):
        actions.move(session=first, date=first.date, start_minute=14 * 60, by=place.leads[1])
    actions.move(session=first, date=first.date, start_minute=14 * 60, by=place.lead)


def test_a_session_does_not_move_to_a_time_today_that_is_over(place: World) -> None:
    first = sessions(book(place))[0]
    with time_machine.travel("2026-09-14 09:30+01:00", tick=False):
        for act in (actions.move, actions.move_rest):
            with pytest.raises(Refused, match="09:00 today is over"):
                act(session=first, date=dt.date(2026, 9, 14), start_minute=9 * 60, by=SYSTEM)


@pytest.mark.parametrize(
    ("room", "said"),
    [({"is_confidential": False}, "can be overheard"), ({"capacity": 7}, "is for 7 people; 8 come to this session")],
)
def test_a_session_does_not_move_into_a_room_that_will_not_do(place: World, room: dict, said: str) -> None:
    first = sessions(book(place))[0]
    unfit, fit = RoomFactory(school=place.school, **room), RoomFactory(school=place.school, capacity=8)
    assert rooms_for(place.lead, first) == [place.room, fit]
    assert rooms_for(place.leads[1], first) == []
    with pytest.raises(Refused, match=said):
        actions.move(session=first, date=first.date, start_minute=TEN, room=unfit, by=SYSTEM)
    actions.move(session=first, date=first.date, start_minute=TEN, room=fit, by=SYSTEM)


def test_a_session_does_not_move_into_a_room_of_another_school(place: World) -> None:
    first = sessions(book(place))[0]
    with pytest.raises(Refused, match="is not a room of"):
        actions.move(session=first, date=first.date, start_minute=TEN, room=place.rooms[1], by=SYSTEM)


def test_sessions_do_not_move_to_when_their_room_is_not_lent(place: World) -> None:
    series = book(place)
    before = dates(series)
    for act in (actions.move, actions.move_rest):
        with pytest.raises(Refused, match=r"On Wednesday 16 September at 15:00 Room .* is lent only until 15:30"):
            act(session=sessions(series)[0], date=A_WEDNESDAY, start_minute=15 * 60, by=SYSTEM)
    assert dates(series) == before


def test_sessions_do_not_move_to_when_somebody_is_away_who_is_named_only_to_the_team(place: World) -> None:
    first = sessions(book(place))[0]
    thursday = dt.date(2026, 9, 17)
    AbsenceFactory(practitioner=place.practitioner, starts_on=thursday, ends_on=thursday)
    for act in (actions.move, actions.move_rest):
        with pytest.raises(Refused, match=f"{place.practitioner.user.name} is away"):
            act(session=first, date=thursday, start_minute=14 * 60, by=place.manager)
        with pytest.raises(Refused, match="somebody who holds this session cannot be there") as refused:
            act(session=first, date=thursday, start_minute=14 * 60, by=place.lead)
        assert place.practitioner.user.name not in refused.value.message


def test_rows_left_by_a_pause_are_not_held_once_the_run_has_all_its_sessions_again(place: World) -> None:
    series = series_actions.pause(series=book(place), note="repairs", by=SYSTEM)
    left = sessions(series)[0]
    series_actions.resume(series=series, offer=offer(place, dt.date(2026, 11, 4), count=6), by=SYSTEM)
    left.refresh_from_db()
    with pytest.raises(Refused, match="All 6 sessions of this run have a date already"):
        actions.revive(session=left, by=SYSTEM)


def test_a_week_is_not_taken_up_again_with_an_old_look_at_a_run_that_is_cancelled(place: World) -> None:
    series = book(place)
    actions.cancel(session=sessions(series)[0], reason=CancelReason.OTHER, by=SYSTEM)
    seen = series.sessions.select_related("series").get(state="cancelled")
    series_actions.cancel(series=series, reason=CancelReason.OTHER, by=SYSTEM)
    with pytest.raises(Refused, match="whole run is cancelled"):
        actions.revive(session=seen, by=SYSTEM)


# The named traps of time


def test_a_weekly_time_stays_on_the_wall_clock_when_the_clocks_go_back(place: World) -> None:
    series = book(place, offer(place, dt.date(2026, 10, 14), start=9 * 60 + 30))
    starts = [s.starts_at for s in sessions(series) if s.number]
    assert {s.strftime("%H:%M") for s in starts} == {"09:30"}
    assert [s.astimezone(dt.UTC).strftime("%H:%M") for s in starts] == ["08:30"] * 2 + ["09:30"] * 4


def test_a_weekly_time_stays_on_the_wall_clock_when_the_clocks_go_forward(place: World) -> None:
    series = book(place, offer(place, dt.date(2027, 3, 17), start=9 * 60 + 30))
    starts = [s.starts_at for s in sessions(series) if s.number]
    assert {s.strftime("%H:%M") for s in starts} == {"09:30"}
    assert {s.astimezone(dt.UTC).strftime("%H:%M") for s in starts} == {"09:30", "08:30"}


def test_a_week_without_monday_is_skipped_by_a_monday_group(place: World) -> None:
    series = book(place, offer(place, dt.date(2027, 4, 26), count=3))
    assert dates(series) == [
        (1, dt.date(2027, 4, 26), "planned"),
        (None, dt.date(2027, 5, 3), "skipped"),
        (2, dt.date(2027, 5, 10), "planned"),
        (3, dt.date(2027, 5, 17), "planned"),
    ]


def test_nothing_is_booked_on_a_bank_holiday(place: World) -> None:
    with pytest.raises(Refused, match="bank holiday"):
        actions.move(session=sessions(book(place))[0], date=dt.date(2027, 5, 3), start_minute=TEN, by=SYSTEM)


def test_a_school_that_closes_mid_run_gets_no_sessions_after_its_last_day(place: World) -> None:
    series = book(place)
    from mhst.audit import recording

    with recording.acting(by=SYSTEM, verb="test"):
        place.school.closed_on = dt.date(2026, 10, 16)
        place.school.save()
    with pytest.raises(Refused):
        actions.move_rest(session=sessions(series)[3], date=WEDNESDAYS[4], by=SYSTEM)
