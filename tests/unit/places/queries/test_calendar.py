import datetime as dt
from typing import Any

import pytest

from mhst.core import clock
from mhst.places.enums import DayKind, Week
from mhst.places.models import Calendar, Council, School, SpecialDay, Term
from mhst.places.queries.calendar import SchoolDates, load_dates
from tests.unit.places.conftest import make_bells, make_school, special

pytestmark = pytest.mark.django_db

SEPTEMBER, JULY = dt.date(2025, 9, 1), dt.date(2026, 8, 31)


def dates_of(school: School, first: dt.date = SEPTEMBER, last: dt.date = JULY) -> SchoolDates:
    return load_dates([school], first, last)[school.pk]


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        (dt.date(2025, 9, 1), None),
        (dt.date(2025, 10, 24), None),
        (dt.date(2025, 10, 27), "half-term"),
        (dt.date(2025, 11, 1), "a weekend"),
        (dt.date(2025, 12, 19), None),
        (dt.date(2025, 12, 22), "outside term"),
        (dt.date(2025, 12, 25), "Christmas Day"),
        (dt.date(2026, 4, 3), "Good Friday"),  # Easter 2026 lies in the holidays
        (dt.date(2026, 5, 4), "the early May bank holiday"),
        (dt.date(2026, 5, 5), None),
        (dt.date(2026, 5, 25), "half-term"),
        (dt.date(2026, 7, 17), None),
        (dt.date(2026, 7, 20), "outside term"),
    ],
)
def test_a_school_without_dates_of_its_own_keeps_its_councils(
    school: School, date: dt.date, reason: str | None
) -> None:
    dates = dates_of(school)
    assert dates.why_shut(date) == reason
    assert dates.is_open(date) == (reason is None)


def test_easter_inside_a_term_closes_friday_and_monday(council: Council) -> None:
    other = Council.objects.create(code="991", name="Southshire")
    calendar = Calendar.objects.create(council=other)
    Term.objects.create(calendar=calendar, name="Spring", starts_on=dt.date(2026, 1, 5), ends_on=dt.date(2026, 4, 10))
    dates = dates_of(make_school(other, 990002))
    week = [dt.date(2026, 4, 2), dt.date(2026, 4, 3), dt.date(2026, 4, 6), dt.date(2026, 4, 7)]
    assert [dates.why_shut(date) for date in week] == [None, "Good Friday", "Easter Monday", None]


def test_boxing_day_on_a_saturday_is_given_back_on_monday(own_calendar: Calendar, school: School) -> None:
    Term.objects.create(
        calendar=own_calendar, name="Autumn", starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2026, 12, 31)
    )
    dates = dates_of(school, dt.date(2026, 12, 1), dt.date(2026, 12, 31))
    assert dates.why_shut(dt.date(2026, 12, 28)) == "the bank holiday for Boxing Day"


def test_a_school_without_any_dates_is_never_open_and_says_why(recorded: None, db: None) -> None:
    school = make_school(Council.objects.create(code="992", name="Westshire"))
    dates = dates_of(school)
    assert dates.open_dates() == []
    assert dates.why_shut(dt.date(2025, 9, 8)) == "no term dates are recorded for 2025/26"
    assert dates.why_shut(dt.date(2025, 9, 6)) == "a weekend"


def test_last_years_dates_do_not_open_this_year(school: School) -> None:
    dates = dates_of(school, dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert dates.why_shut(dt.date(2026, 9, 7)) == "no term dates are recorded for 2026/27"


def test_terms_of_its_own_replace_the_councils_for_that_year_only(school: School, own_calendar: Calendar) -> None:
    Term.objects.create(
        calendar=own_calendar, name="Autumn", starts_on=dt.date(2026, 9, 3), ends_on=dt.date(2026, 12, 18)
    )
    dates = dates_of(school, SEPTEMBER, dt.date(2026, 12, 31))
    assert dates.is_open(dt.date(2025, 9, 1))
    assert dates.why_shut(dt.date(2026, 9, 2)) == "outside term"
    assert dates.is_open(dt.date(2026, 9, 3))


def test_the_councils_half_term_does_not_shut_a_school_with_terms_of_its_own(
    school: School, own_calendar: Calendar
) -> None:
    Term.objects.create(
        calendar=own_calendar, name="Autumn", starts_on=dt.date(2025, 9, 3), ends_on=dt.date(2025, 12, 18)
    )
    assert dates_of(school).is_open(dt.date(2025, 10, 27))


def test_its_own_inset_day_adds_to_its_councils_dates(school: School, own_calendar: Calendar) -> None:
    friday = dt.date(2025, 11, 14)
    special(own_calendar, DayKind.INSET, friday)
    dates = dates_of(school)
    assert (dates.why_shut(friday), dates.why_shut(dt.date(2025, 11, 13))) == ("INSET day", None)
    assert dates.why_shut(dt.date(2025, 10, 27)) == "half-term"


def test_open_after_all_wins_over_the_councils_day(school: School, council: Council, own_calendar: Calendar) -> None:
    day = dt.date(2025, 11, 28)
    special(council.calendar, DayKind.INSET, day)
    special(own_calendar, DayKind.OPEN, day)
    assert dates_of(school).is_open(day)


def test_open_after_all_does_not_open_a_bank_holiday(school: School, own_calendar: Calendar) -> None:
    special(own_calendar, DayKind.OPEN, dt.date(2026, 5, 25), dt.date(2026, 5, 29))
    dates = dates_of(school)
    assert dates.why_shut(dt.date(2026, 5, 25)) == "the spring bank holiday"
    assert dates.is_open(dt.date(2026, 5, 26))


def test_open_after_all_opens_a_day_outside_term(school: School, own_calendar: Calendar) -> None:
    special(own_calendar, DayKind.OPEN, dt.date(2026, 7, 20))
    assert dates_of(school).is_open(dt.date(2026, 7, 20))


def test_a_closure_and_an_extra_bank_holiday_say_their_note(school: School, own_calendar: Calendar) -> None:
    special(own_calendar, DayKind.CLOSURE, dt.date(2026, 1, 8), note="snow")
    special(own_calendar, DayKind.EXTRA_HOLIDAY, dt.date(2026, 6, 12), note="the coronation")
    dates = dates_of(school)
    assert dates.why_shut(dt.date(2026, 1, 8)) == "school closed (snow)"
    assert dates.why_shut(dt.date(2026, 6, 12)) == "the coronation"


def test_a_school_that_closes_for_good_is_open_until_that_day(council: Council) -> None:
    dates = dates_of(make_school(council, 990003, closed_on=dt.date(2025, 11, 12)))
    assert dates.is_open(dt.date(2025, 11, 12))
    assert dates.why_shut(dt.date(2025, 11, 13)) == "the school closed on 12 November 2025"


def test_a_school_that_is_not_open_yet(council: Council) -> None:
    dates = dates_of(make_school(council, 990004, opened_on=dt.date(2026, 1, 5)))
    assert dates.why_shut(dt.date(2025, 12, 1)) == "the school opens on 5 January 2026"
    assert dates.is_open(dt.date(2026, 1, 5))


@pytest.mark.parametrize(
    ("status", "reason"), [("closed", "the school has closed"), ("proposed", "the school has not opened yet")]
)
def test_a_school_closed_or_proposed_without_a_date_is_never_open(council: Council, status: str, reason: str) -> None:
    dates = dates_of(make_school(council, 990005, status=status))
    assert (dates.why_shut(dt.date(2025, 9, 8)), dates.open_dates()) == (reason, [])


def test_a_date_that_was_not_loaded_is_an_error_and_not_a_guess(school: School) -> None:
    with pytest.raises(ValueError, match="2026-09-01 was not loaded"):
        dates_of(school).is_open(dt.date(2026, 9, 1))


def test_the_open_dates_of_a_week_without_monday(school: School) -> None:
    dates = dates_of(school, dt.date(2026, 5, 4), dt.date(2026, 5, 10))
    assert [date.day for date in dates.open_dates()] == [5, 6, 7, 8]


# Who is busy


def test_exams_touch_only_the_year_groups_named(school: School, own_calendar: Calendar) -> None:
    special(own_calendar, DayKind.MOCK_EXAM, dt.date(2025, 12, 1), dt.date(2025, 12, 12), year_groups=[11])
    dates, day = dates_of(school), dt.date(2025, 12, 3)
    assert dates.busy(day, [10, 11]) == "mock exams for Year 11"
    assert dates.busy(day, [7, 8]) is None
    assert dates.busy(dt.date(2025, 12, 15), [11]) is None
    assert dates.is_open(day)


def test_a_trip_of_the_whole_school_touches_everybody(school: School, own_calendar: Calendar) -> None:
    special(own_calendar, DayKind.TRIP, dt.date(2026, 7, 3), note="sports day")
    assert dates_of(school).busy(dt.date(2026, 7, 3), [7]) == "a trip or day off timetable (sports day)"


def test_an_inset_day_of_some_years_leaves_the_school_open(school: School, own_calendar: Calendar) -> None:
    day = dt.date(2025, 9, 2)
    special(own_calendar, DayKind.INSET, day, year_groups=[8, 9, 10, 11])
    dates = dates_of(school)
    assert dates.is_open(day)
    assert dates.busy(day, [8]) == "INSET day for Year 8"
    assert dates.busy(day, [7]) is None


# A and B weeks


def alternating(school: School, calendar: Calendar) -> None:
    Term.objects.create(
        calendar=calendar,
        name="Autumn",
        starts_on=dt.date(2025, 9, 3),
        ends_on=dt.date(2025, 12, 19),
        first_week=Week.A,
    )
    special(calendar, DayKind.HALF_TERM, dt.date(2025, 10, 27), dt.date(2025, 10, 31))


def test_weeks_alternate_over_a_half_term_that_is_not_counted(school: School, own_calendar: Calendar) -> None:
    alternating(school, own_calendar)
    dates = dates_of(school)
    mondays = [dt.date(2025, 9, 1) + dt.timedelta(weeks=n) for n in range(16)]
    assert "".join(dates.week(day) or "-" for day in mondays[1:]) == "BABABAB-ABABABA"
    assert dates.week(dt.date(2025, 9, 4)) == "A"
    assert dates.week(dt.date(2025, 10, 28)) == ""


def test_a_week_without_monday_is_counted(school: School, own_calendar: Calendar) -> None:
    Term.objects.create(
        calendar=own_calendar,
        name="Summer",
        starts_on=dt.date(2026, 4, 13),
        ends_on=dt.date(2026, 7, 17),
        first_week="B",
    )
    dates = dates_of(school)
    assert [dates.week(dt.date(2026, 4, 13) + dt.timedelta(weeks=n)) for n in range(5)] == ["B", "A", "B", "A", "B"]
    assert dates.week(dt.date(2026, 5, 5)) == "A"


def test_an_inset_day_on_a_friday_does_not_move_the_letters(school: School, own_calendar: Calendar) -> None:
    alternating(school, own_calendar)
    before = dates_of(school).week(dt.date(2025, 11, 17))
    special(own_calendar, DayKind.INSET, dt.date(2025, 11, 14))
    assert dates_of(school).week(dt.date(2025, 11, 17)) == before


def test_a_whole_week_of_snow_is_not_counted(school: School, own_calendar: Calendar) -> None:
    alternating(school, own_calendar)
    before = dates_of(school).week(dt.date(2025, 11, 24))
    special(own_calendar, DayKind.CLOSURE, dt.date(2025, 11, 17), dt.date(2025, 11, 21))
    assert {before, dates_of(school).week(dt.date(2025, 11, 24))} == {"A", "B"}


def test_letters_do_not_depend_on_the_dates_asked_for(school: School, own_calendar: Calendar) -> None:
    alternating(school, own_calendar)
    late = dates_of(school, dt.date(2025, 12, 1), dt.date(2025, 12, 5))
    assert late.week(dt.date(2025, 12, 3)) == dates_of(school).week(dt.date(2025, 12, 3)) != ""


# Bells


def test_periods_of_a_weekday_and_its_week(school: School, own_calendar: Calendar) -> None:
    alternating(school, own_calendar)
    make_bells(
        school,
        dt.date(2025, 9, 1),
        (2, "", "P1", 540, 600),
        (2, "A", "P2", 600, 660),
        (2, "B", "Assembly", 600, 640),
        (3, "", "P1", 540, 590),
    )
    dates = dates_of(school)
    assert [(p.name, p.start_minute, p.end_minute) for p in dates.periods(dt.date(2025, 9, 3))] == [
        ("P1", 540, 600),
        ("P2", 600, 660),
    ]
    assert [p.name for p in dates.periods(dt.date(2025, 9, 10))] == ["P1", "Assembly"]
    assert dates.periods(dt.date(2025, 10, 29)) == []


def test_a_new_version_of_the_bells_counts_from_its_day(school: School) -> None:
    make_bells(school, dt.date(2025, 9, 1), (0, "", "P1", 540, 600))
    make_bells(school, dt.date(2026, 1, 12), (0, "", "P1", 530, 580))
    dates = dates_of(school)
    assert dates.periods(dt.date(2026, 1, 5))[0].start_minute == 540
    assert dates.periods(dt.date(2026, 1, 12))[0].start_minute == 530


def test_an_early_finish_cuts_the_day_off(school: School, own_calendar: Calendar) -> None:
    day = dt.date(2025, 12, 19)
    make_bells(school, dt.date(2025, 9, 1), (4, "", "P3", 660, 720), (4, "", "P4", 720, 780), (4, "", "P5", 820, 880))
    special(own_calendar, DayKind.EARLY_FINISH, day, finish_minute=750)
    dates = dates_of(school)
    assert dates.finish_minute(day) == 750
    assert [(p.name, p.end_minute) for p in dates.periods(day)] == [("P3", 720), ("P4", 750)]
    assert dates.finish_minute(dt.date(2025, 12, 12)) is None


@pytest.mark.parametrize(("before", "after"), [((2025, 10, 23), (2025, 11, 6)), ((2026, 3, 26), (2026, 4, 16))])
def test_a_clock_change_moves_no_bell(
    school: School, before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    make_bells(school, dt.date(2025, 9, 1), (3, "", "P1", 545, 605))
    dates = dates_of(school)
    bells = [dates.periods(dt.date(*day))[0] for day in (before, after)]
    assert [clock.at_local(dt.date(*day), bells[0].start_minute).strftime("%H:%M") for day in (before, after)] == [
        "09:05",
        "09:05",
    ]
    assert bells[0] == bells[1]
    assert clock.at_local(dt.date(*before), 545).utcoffset() != clock.at_local(dt.date(*after), 545).utcoffset()


# Cost


def test_one_school_costs_five_queries(council: Council, school: School, django_assert_num_queries: Any) -> None:
    make_bells(school, SEPTEMBER, (0, "", "P1", 540, 600))
    with django_assert_num_queries(5):
        load_dates([school], SEPTEMBER, JULY)


@pytest.fixture
def many(council: Council) -> list[School]:
    schools = [make_school(council, 990100 + n) for n in range(40)]
    for school in schools:
        make_bells(
            school, SEPTEMBER, *((day, "", f"P{n}", 540 + n * 50, 590 + n * 50) for day in (0, 1) for n in (0, 1))
        )
        calendar = Calendar.objects.create(school=school)
        SpecialDay.objects.create(calendar=calendar, kind="inset", starts_on=SEPTEMBER, ends_on=SEPTEMBER)
    return schools


def test_forty_schools_with_all_they_have_cost_five_too(many: list[School], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(5):
        loaded = load_dates(many, SEPTEMBER, JULY)
    assert {dates.why_shut(SEPTEMBER) for dates in loaded.values()} == {"INSET day"}
    assert {len(dates.open_dates()) for dates in loaded.values()} == {
        193
    }  # 195 less the bank holiday in May and the INSET day
