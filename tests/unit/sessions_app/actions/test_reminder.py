"""Reminders follow what is booked and what people agreed to, whatever changes, and however often it is looked at."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import time_machine

from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.people.enums import ConsentKind
from sessions_app.actions import contact, place
from sessions_app.actions import message as messages
from sessions_app.actions import reminder as actions
from sessions_app.actions import series as series_actions
from sessions_app.actions import session as session_actions
from sessions_app.enums import CancelReason, MessageState, MessageWords
from sessions_app.models import ContactPreference, Message, Series, SupportSession
from sessions_app.tasks import send_message, send_what_is_due, settle_reminders
from tests.factories import ConsentDecisionFactory, ParentOrGuardianFactory, World, world
from tests.factories.message import ContactPreferenceFactory
from tests.support.booking import TEN, book, offer
from tests.support.booking import sessions as sessions_of
from tests.support.notify import StandIn, stand_in

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 9, 14, 11, tzinfo=dt.UTC)  # Monday; the first session is on Wednesday at ten
A_DAY = dt.timedelta(days=1)
WEDNESDAY = "You have an appointment on Wednesday 16 September at 10:00."


@pytest.fixture(autouse=True)
def time() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with stand_in() as server:
        yield server


@pytest.fixture
def there() -> World:
    return world(pupils=2)


@pytest.fixture
def way(there: World) -> ContactPreference:
    """The first pupil wants reminders, and consent to contact is given."""
    return wants_reminders(there.pupils[0])


@pytest.fixture
def session(there: World) -> SupportSession:
    first = sessions_of(book(there))[0]
    with recording.acting(by=SYSTEM, verb="test"):
        Message.objects.all().delete()  # what colleagues are told of the booking
    return first


def wants_reminders(person: object, **changes: object) -> ContactPreference:
    ConsentDecisionFactory(young_person=person, kind=ConsentKind.CONTACT)
    return ContactPreferenceFactory(young_person=person, **changes)


def settle() -> int:
    return actions.settle(by=SYSTEM)


def waiting() -> list[tuple[str, str]]:
    rows = Message.objects.filter(state=MessageState.WAITING).exclude(words=MessageWords.NOTICE).order_by("created_at")
    return [(m.words, json.loads(m.details)["when"]) for m in rows]


def told(provider: StandIn) -> list[str]:
    """Everything that arrived, after what is written now has gone."""
    settle()
    for message in Message.objects.filter(state=MessageState.WAITING).exclude(words=MessageWords.NOTICE):
        send_message.func(str(message.pk))
    return [one["personalisation"]["body"] for one in provider.taken]


def move(session: SupportSession, days: int = 1) -> SupportSession:
    fresh = SupportSession.objects.get(pk=session.pk)
    return session_actions.move(session=fresh, date=fresh.date + days * A_DAY, start_minute=TEN, by=SYSTEM)


def test_a_session_of_the_next_two_days_is_reminded_of_once(way, session, provider: StandIn) -> None:
    assert [settle(), settle()] == [1, 0]
    assert told(provider) == told(provider) == [WEDNESDAY]
    assert provider.addresses == [way.address]


def test_the_message_knows_what_it_is_about_and_when_it_is_of_no_use(way, session) -> None:
    settle()
    message = Message.objects.get(session=session)
    assert (message.preference, message.team, message.not_after) == (way, session.series.team, session.starts_at)
    assert way.address not in message.key


def test_nobody_is_reminded_by_default(there: World, session) -> None:
    ConsentDecisionFactory(young_person=there.pupils[0], kind=ConsentKind.CONTACT)
    assert settle() == 0


@pytest.mark.parametrize("kind", ["none", "refused", "withdrawn"])
def test_without_consent_to_contact_nobody_is(there: World, session, kind: str) -> None:
    ContactPreferenceFactory(young_person=there.pupils[0])
    if kind != "none":
        ConsentDecisionFactory(young_person=there.pupils[0], kind=ConsentKind.CONTACT, **{kind: True})
    assert settle() == 0


def test_nor_who_no_longer_wants_to_be_seen(there: World, way, session) -> None:
    ConsentDecisionFactory(young_person=there.pupils[0], parent=None, basis="gillick", refused=True)
    with recording.acting(by=SYSTEM, verb="test"):
        there.pupils[0].consent_decisions.filter(kind="to_be_seen", answer="given").update(
            withdrawn_at=clock.now(), withdrawn_because="changed_mind"
        )
    assert settle() == 0


@pytest.mark.parametrize(("may", "written"), [(True, 1), (False, 0)])
def test_a_parent_is_written_to_only_while_they_may_be_contacted(
    there: World, session, may: bool, written: int
) -> None:
    parent = ParentOrGuardianFactory(young_person=there.pupils[0], may_be_contacted=may)
    wants_reminders(there.pupils[0], parent=parent)
    assert settle() == written


def test_somebody_who_wants_letters_only_is_not_reminded(there: World, session) -> None:
    wants_reminders(there.pupils[0], reminders=False, letters=True)
    assert settle() == 0


def test_two_who_share_an_address_get_one_message(there: World, way, session) -> None:
    parent = ParentOrGuardianFactory(young_person=there.pupils[0], may_be_contacted=True)
    ContactPreferenceFactory(young_person=there.pupils[0], parent=parent, address=way.address)
    wants_reminders(there.pupils[1], address=way.address)
    assert settle() == 1


def test_every_one_of_the_group_is_reminded_of_their_own_address(there: World, way, session) -> None:
    wants_reminders(there.pupils[1], email=True)
    assert settle() == 2


def test_a_session_further_ahead_waits_for_its_time(there: World, way, session, time, provider: StandIn) -> None:
    assert told(provider) == [WEDNESDAY]
    time.shift(7 * A_DAY)
    assert told(provider)[1:] == ["You have an appointment on Wednesday 23 September at 10:00."]


def test_one_that_waits_is_withdrawn_and_written_anew_when_the_session_moves(way, session) -> None:
    settle()
    move(session, -1)
    assert [settle(), settle()] == [1, 0]
    assert waiting() == [("appointment", "Tuesday 15 September at 10:00")]


def test_one_that_waits_is_withdrawn_when_the_session_moves_out_of_sight(way, session) -> None:
    settle()
    move(session, 1)
    assert (settle(), waiting()) == (0, [])


def test_who_was_told_already_is_told_of_the_move(way, session, provider: StandIn) -> None:
    told(provider)
    move(session)
    assert told(provider)[1:] == ["Your appointment has moved. It is now on Thursday 17 September at 10:00."]
    move(session, -1)
    assert told(provider)[2:] == ["Your appointment has moved. It is now on Wednesday 16 September at 10:00."]
    assert told(provider)[3:] == []


def test_moved_there_and_back_before_anybody_was_told_says_it_once(way, session, provider: StandIn) -> None:
    settle()
    move(session)
    settle()
    move(session, -1)
    assert told(provider) == [WEDNESDAY]


def test_moved_far_ahead_it_is_told_now_and_reminded_of_then(way, session, time, provider: StandIn) -> None:
    told(provider)
    move(session, 12)
    assert told(provider)[1:] == ["Your appointment has moved. It is now on Monday 28 September at 10:00."]
    time.move_to(dt.datetime(2026, 9, 27, 12, tzinfo=dt.UTC))
    assert "You have an appointment on Monday 28 September at 10:00." in told(provider)[2:]


def test_one_that_waits_is_withdrawn_when_the_session_is_cancelled(way, session) -> None:
    settle()
    session_actions.cancel(session=session, reason=CancelReason.OTHER, by=SYSTEM)
    assert (settle(), waiting()) == (0, [])


def test_who_was_told_is_told_that_it_is_cancelled_and_that_it_takes_place_after_all(
    way, session, provider: StandIn
) -> None:
    told(provider)
    session_actions.cancel(session=session, reason=CancelReason.OTHER, by=SYSTEM)
    assert told(provider)[1:] == ["Your appointment on Wednesday 16 September at 10:00 will not take place."]
    session_actions.revive(session=SupportSession.objects.get(pk=session.pk), by=SYSTEM)
    assert told(provider)[2:] == [WEDNESDAY]


def test_so_are_they_when_the_whole_run_is_cancelled(way, session, provider: StandIn) -> None:
    told(provider)
    series_actions.cancel(series=session.series, reason=CancelReason.OTHER, by=SYSTEM)
    assert told(provider)[1:] == ["Your appointment on Wednesday 16 September at 10:00 will not take place."]


def test_a_skipped_week_is_told_of_and_may_then_be_forgotten(way, session, provider: StandIn) -> None:
    told(provider)
    session_actions.skip(session=session, note="School trip", by=SYSTEM)
    assert told(provider)[1:] == ["Your appointment on Wednesday 16 September at 10:00 will not take place."]
    following = sessions_of(session.series)[1]
    session_actions.move_rest(session=following, date=following.date - 7 * A_DAY, by=SYSTEM)  # the row of the week goes
    assert told(provider)[2:] == [WEDNESDAY]


def test_who_leaves_the_group_is_not_reminded(there: World, way, session) -> None:
    settle()
    place.release(series=session.series, young_person=there.pupils[0], by=SYSTEM)
    assert (settle(), waiting()) == (0, [])


def test_ending_a_way_withdraws_what_waits_and_says_nothing_more(way, session, provider: StandIn) -> None:
    settle()
    contact.end(preference=way, by=SYSTEM)
    assert (waiting(), told(provider)) == ([], [])


def test_nobody_hears_of_a_cancellation_who_no_longer_agrees(way, session, provider: StandIn) -> None:
    told(provider)
    contact.end(preference=way, by=SYSTEM)
    session_actions.cancel(session=session, reason=CancelReason.OTHER, by=SYSTEM)
    assert told(provider)[1:] == []


def test_a_new_address_gets_the_reminder_and_the_old_one_does_not(way, session, provider: StandIn) -> None:
    settle()
    contact.change(
        preference=way, address="+447700900555", reminders=True, letters=False, agreed_on=clock.today(), by=SYSTEM
    )
    assert (told(provider), provider.addresses) == ([WEDNESDAY], ["+447700900555"])


def test_one_that_could_not_be_sent_is_not_written_again(way, session, provider: StandIn) -> None:
    provider.says = [400]
    assert told(provider) == []
    assert Message.objects.get(session=session).state == MessageState.FAILED
    assert settle() == 0


def test_what_is_being_sent_is_left_to_its_end(way, session) -> None:
    settle()
    claim = messages.claim(message_id=Message.objects.get(session=session).pk, by=SYSTEM)
    move(session)
    settle()
    assert waiting() == [("appointment_moved", "Thursday 17 September at 10:00")]
    assert messages.sent(claim=claim, provider_id="1", by=SYSTEM)


def test_in_the_night_it_is_written_for_the_morning(way, session, time, provider: StandIn) -> None:
    time.move_to(dt.datetime(2026, 9, 14, 22, 30, tzinfo=dt.UTC))
    settle()
    send_what_is_due()
    assert Message.objects.get(session=session).not_before == dt.datetime(2026, 9, 15, 7, tzinfo=dt.UTC)
    assert provider.taken == []


def test_what_waited_into_the_night_goes_in_the_morning(way, session, time, provider: StandIn) -> None:
    settle()
    time.move_to(dt.datetime(2026, 9, 14, 22, 30, tzinfo=dt.UTC))
    send_what_is_due()
    assert provider.taken == []
    time.move_to(dt.datetime(2026, 9, 15, 7, 0, tzinfo=dt.UTC))
    send_what_is_due()
    assert len(provider.taken) == 1


def test_nothing_is_written_that_could_only_come_too_late(there: World, way, session, time) -> None:
    early = move(session, 0)
    with recording.acting(by=SYSTEM, verb="test"):
        early.start_minute, early.end_minute = 7 * 60 + 30, 8 * 60 + 30
        early.save()
    time.move_to(dt.datetime(2026, 9, 15, 20, 0, tzinfo=dt.UTC))
    assert settle() == 0


@pytest.mark.parametrize(
    ("night", "monday", "goes"),
    [
        (dt.datetime(2026, 10, 25, 0, 15, tzinfo=dt.UTC), "Monday 26 October at 10:00", "2026-10-25T08:00Z"),
        (dt.datetime(2027, 3, 28, 0, 15, tzinfo=dt.UTC), "Monday 29 March at 10:00", "2027-03-28T07:00Z"),
    ],
)
def test_in_the_nights_of_the_clock_changes_it_is_said_once_with_the_time_on_the_wall(
    there: World, way, session, time, night: dt.datetime, monday: str, goes: str, provider: StandIn
) -> None:
    with recording.acting(by=SYSTEM, verb="test"):
        session.date = night.date() + A_DAY
        session.save()
        Series.objects.get(pk=session.series_id).sessions.exclude(pk=session.pk).update(state="held")
    time.move_to(night)
    for _ in range(8):  # through the hour that comes twice, or not at all
        settle_reminders()
        send_what_is_due()
        time.shift(dt.timedelta(minutes=20))
    assert provider.taken == []
    [message] = Message.objects.filter(session=session)
    assert message.not_before == dt.datetime.fromisoformat(goes)
    time.move_to(dt.datetime.fromisoformat(goes))
    assert told(provider) == [f"You have an appointment on {monday}."]


def test_a_change_of_sessions_settles_at_once(
    way, session, django_capture_on_commit_callbacks, provider: StandIn
) -> None:
    settle()
    with django_capture_on_commit_callbacks(execute=True):
        move(session, -1)
    assert waiting() == [("appointment", "Tuesday 15 September at 10:00")]


def test_settling_one_run_leaves_the_others(there: World, way, session) -> None:
    other = book(there, offer(there, start=13 * 60, school=1), school=1)
    assert actions.settle(series_id=other.pk, by=SYSTEM) == 0
    assert actions.settle(series_id=session.series_id, by=SYSTEM) == 1


def test_it_costs_the_same_for_many(there: World, way, session, django_assert_num_queries) -> None:
    wants_reminders(there.pupils[1])
    settle()
    with django_assert_num_queries(8):  # six of them to read what there is, two for the transaction
        settle()
