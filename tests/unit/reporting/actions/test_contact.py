import datetime as dt

import pytest
import time_machine

from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.reporting.actions import contact
from mhst.reporting.facts import key_of
from mhst.reporting.models import Contact
from mhst.reporting.queries.session_facts import SESSIONS
from sessions_app.actions import attendance
from sessions_app.rules.attendance import Came
from tests.factories import A_MONDAY, AttendanceFactory, World, world
from tests.support.writing_up import AFTERWARDS, one_to_one, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture(autouse=True)
def _afterwards(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(AFTERWARDS)


def _standing() -> list[Contact]:
    return list(Contact.objects.filter(withdrawn_at__isnull=True))


def test_somebody_who_was_seen_is_a_contact(there: World) -> None:
    session = session_of(one_to_one(there))
    AttendanceFactory(session=session, young_person=there.pupils[0])

    assert contact.roll_up(source=SESSIONS, by=SYSTEM) == 1
    (made,) = _standing()
    assert (made.kind, made.on, made.hour, made.slot) == ("session", A_MONDAY, session.start_minute // 60, "monday_day")
    assert (made.team, made.school, made.person_key) == (there.team, there.school, key_of(there.pupils[0].pk))
    assert str(there.pupils[0].pk) not in made.person_key


def test_somebody_who_was_not_brought_is_none(there: World) -> None:
    AttendanceFactory(session=session_of(one_to_one(there)), young_person=there.pupils[0], code="3")
    contact.roll_up(source=SESSIONS, by=SYSTEM)

    assert _standing() == []


def test_the_same_day_read_again_adds_nothing(there: World) -> None:
    AttendanceFactory(session=session_of(one_to_one(there)), young_person=there.pupils[0])
    contact.roll_up(source=SESSIONS, by=SYSTEM)
    before = _standing()
    contact.roll_up(source=SESSIONS, by=SYSTEM)

    assert _standing() == before
    assert Contact.objects.count() == 1


def test_a_correction_withdraws_and_keeps(there: World, time_machine: time_machine.TimeMachineFixture) -> None:
    """What was known when a month was published can be counted again."""
    referral = one_to_one(there)
    row = AttendanceFactory(session=session_of(referral), young_person=there.pupils[0])
    contact.roll_up(source=SESSIONS, by=SYSTEM)
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=1))
    attendance.correct(
        attendance=row,
        came=Came(code="3", why_not_there="not_known"),
        why="Somebody else came",
        seen_at=row.recorded_at.isoformat(),
        by=SYSTEM,
    )
    contact.roll_up(source=SESSIONS, by=SYSTEM)

    assert _standing() == []
    assert [row.withdrawn_at is None for row in Contact.objects.all()] == [False]


def test_only_days_that_were_written_about_are_read(
    there: World, time_machine: time_machine.TimeMachineFixture
) -> None:
    referral = one_to_one(there)
    AttendanceFactory(session=session_of(referral), young_person=there.pupils[0])
    contact.roll_up(source=SESSIONS, by=SYSTEM)
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=8))
    contact.roll_up(source=SESSIONS, by=SYSTEM)
    time_machine.move_to(AFTERWARDS + dt.timedelta(days=8, hours=1))
    AttendanceFactory(session=session_of(referral, 2), young_person=there.pupils[0], recorded_at=clock.now())

    assert contact.roll_up(source=SESSIONS, by=SYSTEM) == 1
    assert len(_standing()) == 2
