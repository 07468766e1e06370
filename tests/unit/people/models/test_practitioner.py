import datetime as dt

import pytest
from django.db import IntegrityError

from tests.factories import (
    A_MONDAY,
    AbsenceFactory,
    FixedTimeFactory,
    PractitionerFactory,
    SchoolDayAgreedFactory,
    WorkingHoursFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

BROKEN = {
    "ends before it starts": {"start_minute": 600, "end_minute": 540},
    "takes no time": {"start_minute": 600, "end_minute": 600},
    "not by five minutes": {"start_minute": 602, "end_minute": 660},
    "before seven": {"start_minute": 415, "end_minute": 660},
    "after seven in the evening": {"start_minute": 600, "end_minute": 1145},
    "on a Saturday": {"weekday": 5},
    "dates the wrong way round": {"starts_on": A_MONDAY, "ends_on": A_MONDAY - dt.timedelta(days=1)},
}


@pytest.mark.parametrize("kind", [WorkingHoursFactory, FixedTimeFactory, SchoolDayAgreedFactory])
@pytest.mark.parametrize("about", BROKEN.values(), ids=BROKEN)
def test_the_database_refuses_a_stretch_that_cannot_be(kind: type, about: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        kind(**about)


def test_an_absence_ends_after_it_began() -> None:
    with pytest.raises(IntegrityError):
        AbsenceFactory(starts_on=A_MONDAY, ends_on=A_MONDAY - dt.timedelta(days=1))


def test_one_user_is_one_practitioner() -> None:
    person = PractitionerFactory()
    with pytest.raises(IntegrityError):
        PractitionerFactory(user=person.user, member=False)
