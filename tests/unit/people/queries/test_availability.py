import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.people.enums import FixedKind
from mhst.people.models import Practitioner
from mhst.people.queries import practitioner as practitioners
from mhst.people.queries.availability import Availability
from mhst.places.enums import Weekday
from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    FixedTimeFactory,
    PractitionerFactory,
    SchoolDayAgreedFactory,
    SchoolFactory,
    WorkingHoursFactory,
)

pytestmark = pytest.mark.django_db
A_TUESDAY = A_MONDAY + dt.timedelta(days=1)
TEN, ELEVEN, NOON, ONE = 600, 660, 720, 780


def of(person: Practitioner, from_: dt.date = A_MONDAY, days: int = 14) -> Availability:
    return practitioners.availability([person], from_, from_ + dt.timedelta(days=days))[person.pk]


def somebody(**about: object) -> Practitioner:
    return PractitionerFactory(user__first_name="Gwen", user__last_name="Beddoes", **about)


def test_nothing_stands_in_the_way_of_an_ordinary_hour() -> None:
    assert of(somebody()).why_not(A_MONDAY, TEN, ELEVEN) is None


@pytest.mark.parametrize(("start", "end"), [(505, 600), (960, 995), (420, 1140)])
def test_nobody_is_booked_outside_their_hours(start: int, end: int) -> None:
    assert of(somebody()).why_not(A_MONDAY, start, end) == "Gwen Beddoes does not work then."


def test_the_first_and_the_last_minute_of_the_day_are_working_time() -> None:
    here = of(somebody())
    assert here.why_not(A_MONDAY, 510, 540) is None
    assert here.why_not(A_MONDAY, 960, 990) is None


def test_hours_that_touch_are_one_stretch_and_hours_with_a_gap_are_not() -> None:
    whole = somebody(working=[(Weekday.MONDAY, "8:30", "12:00"), (Weekday.MONDAY, "12:00", "16:00")])
    split = somebody(working=[(Weekday.MONDAY, "8:30", "12:00"), (Weekday.MONDAY, "12:30", "16:00")])
    assert of(whole).working(A_MONDAY) == [(510, 960)]
    assert of(whole).why_not(A_MONDAY, ELEVEN, ONE) is None
    assert of(split).why_not(A_MONDAY, ELEVEN, ONE) == "Gwen Beddoes does not work then."


def test_a_day_off_is_no_working_day() -> None:
    assert of(somebody(half_time=True)).why_not(A_MONDAY + dt.timedelta(days=3), TEN, ELEVEN) == (
        "Gwen Beddoes does not work then."
    )


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (FixedKind.UNIVERSITY, "Gwen Beddoes is at university then."),
        (FixedKind.SUPERVISION, "Gwen Beddoes is in supervision then."),
        (FixedKind.TRIAGE, "Gwen Beddoes is in the triage meeting then."),
        (FixedKind.TEAM_MEETING, "Gwen Beddoes is in the team meeting then."),
        (FixedKind.ADMIN, "Gwen Beddoes has protected time for records then."),
        (FixedKind.LUNCH, "Gwen Beddoes has lunch then."),
    ],
)
def test_each_fixed_time_says_what_it_is(kind: FixedKind, sentence: str) -> None:
    person = somebody()
    FixedTimeFactory(practitioner=person, kind=kind, start_minute=ELEVEN, end_minute=NOON)
    here = of(person)
    assert here.why_not(A_MONDAY, ELEVEN + 55, ONE) == sentence
    assert here.why_not(A_MONDAY, TEN, ELEVEN) is None
    assert here.why_not(A_MONDAY, NOON, ONE) is None
    assert here.why_not(A_TUESDAY, ELEVEN, NOON) is None


def test_a_fixed_time_of_another_term_is_not_in_the_way() -> None:
    person = somebody()
    FixedTimeFactory(practitioner=person, start_minute=ELEVEN, end_minute=NOON, ends_on=A_MONDAY)
    FixedTimeFactory(
        practitioner=person, start_minute=TEN, end_minute=ELEVEN, starts_on=A_MONDAY + dt.timedelta(days=7)
    )
    here = of(person)
    assert here.why_not(A_MONDAY, ELEVEN, NOON) == "Gwen Beddoes is in supervision then."
    assert here.why_not(A_MONDAY + dt.timedelta(days=7), ELEVEN, NOON) is None
    assert here.why_not(A_MONDAY, TEN, ELEVEN) is None
    assert here.why_not(A_MONDAY + dt.timedelta(days=7), TEN, ELEVEN) == "Gwen Beddoes is in supervision then."


def test_an_absence_counts_its_first_and_its_last_day() -> None:
    person = somebody()
    AbsenceFactory(practitioner=person, starts_on=A_MONDAY, ends_on=A_TUESDAY)
    here = of(person, A_MONDAY - dt.timedelta(days=7))
    answers = [here.why_not(A_MONDAY + dt.timedelta(days=days), TEN, ELEVEN) for days in (-3, 0, 1, 2)]
    assert answers == [None, "Gwen Beddoes is away that day.", "Gwen Beddoes is away that day.", None]


def test_somebody_on_long_leave_is_never_free() -> None:
    person = somebody(is_working=False)
    assert of(person).why_not(A_MONDAY, TEN, ELEVEN) == "Gwen Beddoes is not working at present."


def test_the_days_agreed_with_a_school() -> None:
    person, school = somebody(), SchoolFactory()
    SchoolDayAgreedFactory(practitioner=person, school=school, start_minute=TEN, end_minute=NOON)
    SchoolDayAgreedFactory(practitioner=person, start_minute=NOON, end_minute=ONE)
    assert of(person).agreed_at(school.pk, A_MONDAY) == [(TEN, NOON)]
    assert of(person).agreed_at(school.pk, A_TUESDAY) == []


def test_thirty_practitioners_cost_as_many_queries_as_one() -> None:
    def queries(count: int) -> int:
        people = [PractitionerFactory(trainee=True, at=[SchoolFactory()]) for _ in range(count)]
        ids = [person.pk for person in people]
        with CaptureQueriesContext(connection) as captured:
            found = practitioners.availability(Practitioner.objects.filter(pk__in=ids), A_MONDAY, A_TUESDAY)
            assert all(one.why_not(A_MONDAY, TEN, ELEVEN) for one in found.values())
        return len(captured)

    assert queries(1) == queries(30) == 6


def test_hours_that_begin_later_do_not_count_yet() -> None:
    person = somebody(working=[])
    WorkingHoursFactory(practitioner=person, starts_on=A_MONDAY + dt.timedelta(days=7))
    assert of(person).why_not(A_MONDAY, TEN, ELEVEN) == "Gwen Beddoes does not work then."
    assert of(person).why_not(A_MONDAY + dt.timedelta(days=7), TEN, ELEVEN) is None
