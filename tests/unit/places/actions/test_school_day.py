import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.places.actions.school_day import remove_bells, set_bells
from mhst.places.models import Period, SchoolDay
from mhst.places.rules.school_day import PeriodGiven
from tests.factories import A_MONDAY, SchoolDayFactory, SchoolFactory, member_of

pytestmark = pytest.mark.django_db

MORNING = [PeriodGiven(day, "P1", 540, 600) for day in range(5)]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=False):
        yield


def test_new_bells_are_a_new_version_and_the_old_ones_stay() -> None:
    old = SchoolDayFactory()
    new = set_bells(school=old.school, starts_on=dt.date(2027, 1, 4), periods=MORNING, name="Winter", by=SYSTEM)
    assert (new.name, new.periods.count()) == ("Winter", 5)
    assert old.periods.count() == 40


def test_bells_of_the_same_date_are_replaced() -> None:
    school = SchoolFactory()
    first = set_bells(school=school, starts_on=A_MONDAY, periods=MORNING, by=SYSTEM)
    again = set_bells(school=school, starts_on=A_MONDAY, periods=MORNING[:2], name="Short", by=SYSTEM)
    assert (again.pk, again.name, Period.objects.count()) == (first.pk, "Short", 2)


def test_refused_bells_change_nothing() -> None:
    school = SchoolFactory()
    set_bells(school=school, starts_on=A_MONDAY, periods=MORNING, by=SYSTEM)
    with pytest.raises(Refused):
        set_bells(school=school, starts_on=A_MONDAY, periods=[*MORNING, PeriodGiven(0, "P2", 590, 650)], by=SYSTEM)
    assert Period.objects.count() == 5


def test_only_bells_ahead_can_be_withdrawn() -> None:
    school = SchoolFactory()
    ahead = set_bells(school=school, starts_on=A_MONDAY + dt.timedelta(days=1), periods=MORNING, by=SYSTEM)
    ringing = set_bells(school=school, starts_on=A_MONDAY, periods=MORNING, by=SYSTEM)
    remove_bells(version=ahead, by=SYSTEM)
    with pytest.raises(Refused, match="ring already"):
        remove_bells(version=ringing, by=SYSTEM)
    assert list(SchoolDay.objects.all()) == [ringing]


def test_school_staff_may_not() -> None:
    school = SchoolFactory()
    with pytest.raises(Refused):
        set_bells(school=school, starts_on=A_MONDAY, periods=MORNING, by=member_of(school, RoleName.SCHOOL_STAFF))
