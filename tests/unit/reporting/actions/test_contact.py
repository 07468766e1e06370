import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.actions import young_person as young_people
from mhst.people.enums import Ethnicity, Gender, Indicator
from mhst.people.models import YoungPerson
from mhst.reporting.actions import contact
from mhst.reporting.facts import key_of
from mhst.reporting.models import Contact
from mhst.reporting.queries.session_facts import SESSIONS
from sessions_app.actions import attendance
from sessions_app.models import Referral
from sessions_app.queries import uptake
from sessions_app.rules.attendance import Came
from tests.factories import A_MONDAY, AttendanceFactory, TeamFactory, World, world
from tests.support.writing_up import AFTERWARDS, one_to_one, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> World:
    return world()


@pytest.fixture(autouse=True)
def _afterwards(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to(AFTERWARDS)


def _standing() -> list[Contact]:
    return list(Contact.objects.filter(withdrawn_at__isnull=True).order_by("on", "pk"))


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


class TestWhatIsToldLater:
    """What was asked or corrected after somebody was seen; a month that was published keeps the row as it was then."""

    @pytest.fixture
    def referral(self, there: World, time_machine: time_machine.TimeMachineFixture) -> Referral:
        """Two were seen, one of them twice; and it is the next day."""
        referral = one_to_one(there, first_contact_on=A_MONDAY)
        for number, person in ((1, there.pupils[0]), (2, there.pupils[0]), (1, there.pupils[1])):
            AttendanceFactory(session=session_of(referral, number), young_person=person, recorded_at=AFTERWARDS)
        for later in (dt.timedelta(hours=1), dt.timedelta(days=1)):  # and what was written is behind the look back
            contact.roll_up(source=SESSIONS, by=SYSTEM)
            time_machine.move_to(AFTERWARDS + later)
        return referral

    def test_who_they_are_is_counted_as_it_is_known_by_now(self, referral: Referral) -> None:
        person = YoungPerson.objects.get(pk=referral.young_person_id)
        young_people.describe(
            young_person=person, gender=Gender.FEMALE, ethnicity=Ethnicity("H"), pronouns="", communication_needs="",
            nhs_number="", young_carer=Indicator.NOT_KNOWN, looked_after=Indicator.NOT_KNOWN, by=SYSTEM,
        )  # fmt: skip
        born = person.birth_date.replace(year=person.birth_date.year - 2)
        young_people.change(young_person=person, given_name="Ada", family_name="Quill", birth_date=born, by=SYSTEM)
        before = {row.pk: row.age for row in _standing()}

        assert contact.roll_up(source=SESSIONS, by=SYSTEM) == 2
        made = [row for row in _standing() if row.pk not in before]
        old = Contact.objects.filter(withdrawn_at__isnull=False)
        assert [(row.gender, row.ethnicity, row.waited) for row in made] == [("2", "H", 7), ("2", "H", None)]
        assert {row.age for row in made} == {row.age + 2 for row in old}
        assert {row.person_key for row in (*made, *old)} == {key_of(person.pk)}
        assert (len(_standing()), Contact.objects.count()) == (3, 5)

    def test_so_is_what_their_request_was_for(self, referral: Referral) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            Referral.objects.filter(pk=referral.pk).update(reason="12")

        assert contact.roll_up(source=SESSIONS, by=SYSTEM) == 2
        assert sorted(row.reason for row in _standing()) == ["", "12", "12"]

    def test_nobody_else_is_read(self, referral: Referral) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            YoungPerson.objects.filter(pk=referral.young_person_id).update(gender=Gender.FEMALE)
        told = uptake.told_later_since(clock.now() - dt.timedelta(minutes=5))

        assert told == {A_MONDAY + dt.timedelta(weeks=week): {referral.young_person_id} for week in (0, 1)}
        assert [seen.young_person.pk for seen in uptake.seen_on(A_MONDAY, told[A_MONDAY])] == [referral.young_person_id]

    def test_what_is_never_counted_rings_no_day(self, referral: Referral) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            YoungPerson.objects.filter(pk=referral.young_person_id).update(preferred_name="Wren")
            Referral.objects.filter(pk=referral.pk).update(is_urgent=True)

        assert contact.roll_up(source=SESSIONS, by=SYSTEM) == 0

    def test_who_has_gone_to_another_team_has_waited_for_the_first(self, referral: Referral) -> None:
        with recording.acting(by=SYSTEM, verb="test"):
            Referral.objects.filter(pk=referral.pk).update(team=TeamFactory(), reason="12")
        contact.roll_up(source=SESSIONS, by=SYSTEM)

        assert [(row.waited, row.reason) for row in _standing() if row.reason] == [(7, "12"), (None, "12")]
