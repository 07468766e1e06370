import datetime as dt

import pytest

from mhst.core.errors import Refused
from mhst.places.models import School
from mhst.places.rules.school_day import PeriodGiven, check_bells
from tests.factories import SchoolDayFactory, SchoolFactory
from tests.support.refusals import said

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 9, 14)


@pytest.fixture
def school() -> School:
    return SchoolFactory()


@pytest.mark.parametrize(
    ("periods", "sentence"),
    [
        ([], "Enter at least one period."),
        ([PeriodGiven(0, " ", 540, 600)], "Monday: give each period a name, such as P1."),
        ([PeriodGiven(0, "P" * 21, 540, 600)], f"Monday, {'P' * 21}: the name can have 20 letters at most."),
        ([PeriodGiven(1, "P1", 541, 600)], "Tuesday, P1: times lie between 07:00 and 19:00, in steps of five minutes."),
        ([PeriodGiven(1, "P1", 600, 600)], "Tuesday, P1: the end, 10:00, must be later than the start, 10:00."),
        (
            [PeriodGiven(0, "P1", 540, 600), PeriodGiven(0, "P2", 595, 655)],
            "Monday, P2 begins at 09:55, before P1 ends at 10:00.",
        ),
        (
            [PeriodGiven(0, "P1", 540, 600), PeriodGiven(0, "P2", 540, 600, week="B")],
            "Monday of week B, P2 begins at 09:00, before P1 ends at 10:00.",
        ),
    ],
)
def test_bells_that_make_no_sense(school: School, periods: list[PeriodGiven], sentence: str) -> None:
    assert said(check_bells, school=school, starts_on=TODAY, periods=periods, today=TODAY) == sentence


def test_weeks_a_and_b_may_ring_at_the_same_time(school: School) -> None:
    periods = [PeriodGiven(0, "P1", 540, 600, week="A"), PeriodGiven(0, "Assembly", 540, 580, week="B")]
    assert said(check_bells, school=school, starts_on=TODAY, periods=periods, today=TODAY) is None


def test_bells_of_the_past_stay(school: School) -> None:
    periods, yesterday = [PeriodGiven(0, "P1", 540, 600)], TODAY - dt.timedelta(days=1)
    assert said(check_bells, school=school, starts_on=yesterday, periods=periods, today=TODAY) is None
    SchoolDayFactory(school=school, starts_on=dt.date(2025, 9, 1))
    with pytest.raises(Refused, match="Sunday 13 September 2026 is past, and what happened then stays"):
        check_bells(school=school, starts_on=yesterday, periods=periods, today=TODAY)
