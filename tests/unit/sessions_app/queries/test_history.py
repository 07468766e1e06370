"""The history of a session in sentences, from the audit of real actions."""

import datetime as dt

import pytest
import time_machine

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from sessions_app.actions import session as actions
from sessions_app.enums import CancelReason, FacilitatorRole, SessionState
from sessions_app.models import Facilitation, SupportSession
from sessions_app.queries.history import history_of
from tests.factories import A_MONDAY, AttendanceFactory, RoomFactory, World, world
from tests.support.booking import book
from tests.support.timetable import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_monday():
    with time_machine.travel(dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def place() -> World:
    return world(pupils=2)


@pytest.fixture
def session(place: World) -> SupportSession:
    """The third session of a real booking: Wednesday 30 September at ten."""
    return book(place).sessions.get(number=3)


def told(session: SupportSession) -> list[str]:
    return [line.sentence for line in history_of(SupportSession.objects.get(pk=session.pk))]


def test_begins_with_the_booking(place: World, session: SupportSession):
    staff = {f"{p.user.name} holds it." for p in place.practitioners}

    lines = told(session)

    assert lines[-1] == "Booked for Wednesday 30 September 2026, 10:00 to 11:00."
    assert set(lines[:-1]) == staff


def test_tells_a_move_with_what_was_and_what_is(place: World, session: SupportSession):
    by = as_user(place.manager)
    actions.move(session=session, date=dt.date(2026, 10, 1), start_minute=11 * 60, by=by)

    line = history_of(session)[0]

    assert line.sentence == (
        "Moved from Wednesday 30 September 2026, 10:00 to 11:00 to Thursday 1 October 2026, 11:00 to 12:00."
    )
    assert line.by == by.name
    assert line.at == dt.datetime.combine(A_MONDAY, dt.time(8), tzinfo=dt.UTC)


def test_tells_a_change_of_room(place: World, session: SupportSession):
    room = RoomFactory(school=place.school, name="The Den")
    actions.move(session=session, date=session.date, start_minute=session.start_minute, room=room, by=SYSTEM)

    assert told(session)[0] == "Room changed to The Den."


def test_tells_cancelling_with_its_reason_and_taking_place_after_all(place: World, session: SupportSession):
    cancelled = actions.cancel(session=session, reason=CancelReason.ROOM_NEEDED, by=SYSTEM)
    actions.revive(session=cancelled, by=SYSTEM)

    assert told(session)[:2] == ["Takes place after all.", "Cancelled. Reason: Room needed by the school."]


def test_tells_why_a_week_was_skipped(place: World, session: SupportSession):
    actions.skip(session=session, note="school trip", by=SYSTEM)

    assert told(session)[0] == "Skipped: school trip."


def test_tells_that_it_was_held(session: SupportSession):
    with recording.acting(by=SYSTEM, verb="test"):
        session.state = SessionState.HELD
        session.save()

    assert told(session)[0] == "Held."


def test_what_was_brought_in_later_keeps_its_own_day_and_people(place: World, session: SupportSession):
    lead = session.facilitations.get(role=FacilitatorRole.LEAD)
    booked, held = dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC), dt.datetime(2026, 9, 30, 11, tzinfo=dt.UTC)
    with recording.acting(by=SYSTEM, verb="import"):
        session.series.booked_by = place.manager
        session.series.save()
        SupportSession.objects.filter(pk=session.pk).update(created_at=booked)
        session.facilitations.update(created_at=booked)
        AttendanceFactory(
            session=session, young_person=place.pupils[0], recorded_at=held, recorded_by=lead.practitioner.user
        )
        SupportSession.objects.filter(pk=session.pk).update(state=SessionState.HELD)

    lines = history_of(SupportSession.objects.get(pk=session.pk))

    assert [(line.at, line.by) for line in lines] == [
        (held, lead.practitioner.user.name), *[(booked, place.manager.name)] * 3,
    ]  # fmt: skip
    assert lines[0].sentence == "Held."


def test_tells_who_took_over(place: World, session: SupportSession):
    with recording.acting(by=SYSTEM, verb="test"):
        lead = session.facilitations.get(role=FacilitatorRole.LEAD)
        lead.replaced_at = dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC)
        lead.save()
    assert told(session)[0] == f"{lead.practitioner.user.name} no longer holds it."

    with recording.acting(by=SYSTEM, verb="test"):
        again = Facilitation.objects.get(pk=lead.pk)
        again.replaced_at = None
        again.save()
    assert told(session)[0] == f"{lead.practitioner.user.name} holds it again."


def test_says_nothing_of_numbers_that_only_make_room(place: World, session: SupportSession):
    early = session.series.sessions.get(number=2)
    actions.move(session=early, date=session.date + dt.timedelta(days=1), start_minute=early.start_minute, by=SYSTEM)

    lines = told(session)

    assert lines[0] == "Is now session 2 of the run."
    assert not any("100" in line for line in lines)


def test_other_sessions_are_not_told_of(session: SupportSession):
    other = session.series.sessions.get(number=4)
    actions.cancel(session=other, reason=CancelReason.EXAMS, by=SYSTEM)

    assert not any("Exams" in line for line in told(session))
