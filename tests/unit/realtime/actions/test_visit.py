import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from mhst.access.models import User
from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict, Refused
from realtime.actions import message as messages
from realtime.actions import visit as visits
from realtime.actions.message import Outgoing
from realtime.enums import RaisedBecause, Urgency, VisitState
from realtime.models import Participant, Service, Visit
from realtime.tasks import tidy_queue
from tests.factories import member_of
from tests.factories.counselling import ServiceFactory, ShiftFactory, VisitFactory, VisitorFactory, counsellor_of

pytestmark = [pytest.mark.django_db]
MINUTE, SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)
NOW = dt.datetime(2026, 11, 25, 19, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def service() -> Service:
    return ServiceFactory(open=True)


@pytest.fixture
def sam(service: Service) -> User:
    return ShiftFactory(service=service, counsellor__first_name="Sam").counsellor


def waits(service: Service, minutes: int = 0, **more: Any) -> Visit:
    return VisitFactory(visitor__service=service, joined_at=clock.now() - minutes * MINUTE, **more)


def code(do: Any, **kwargs: Any) -> str:
    with pytest.raises((Refused, Conflict)) as refusal:
        do(**kwargs)
    return refusal.value.code


def test_who_has_waited_longest_is_next_and_nobody_can_be_chosen(service: Service, sam: User) -> None:
    waits(service, minutes=5)
    longest = waits(service, minutes=20)

    assert visits.call_next(service=service, by=sam) == longest
    assert visits.call_next(service=service, by=sam) == longest  # pressed again: the same


def test_a_claim_brings_both_into_one_chat(service: Service, sam: User) -> None:
    visit = waits(service)
    visits.call_next(service=service, by=sam)

    conversation = visits.claim(visit=visit, by=sam)

    visit.refresh_from_db()
    names = set(Participant.objects.filter(conversation=conversation).values_list("name", "part"))
    conversation.refresh_from_db()
    assert names == {(visit.visitor.user.username, "person"), (sam.first_name, "worker")}
    assert (visit.state, visit.holder, visit.conversation) == (VisitState.CLAIMED, sam, conversation)
    assert (conversation.kind, conversation.epoch, conversation.helps.user) == ("chat", 1, sam)


def test_an_offer_lapses_and_the_place_is_kept(service: Service, sam: User, evening: Any) -> None:
    first, _ = waits(service, minutes=20), waits(service, minutes=5)
    visits.call_next(service=service, by=sam)
    robin = ShiftFactory(service=service).counsellor
    evening.move_to(NOW + dt.timedelta(seconds=31))

    assert code(visits.claim, visit=first, by=sam) == "offer-over"
    assert visits.call_next(service=service, by=robin) == first
    visits.claim(visit=first, by=robin)
    assert code(visits.claim, visit=first, by=sam) == "offer-over"


def test_while_one_is_offered_the_next_counsellor_gets_the_next_person(service: Service, sam: User) -> None:
    first, second = waits(service, minutes=20), waits(service, minutes=5)
    robin = ShiftFactory(service=service).counsellor

    assert visits.call_next(service=service, by=sam) == first
    assert visits.call_next(service=service, by=robin) == second
    assert code(visits.claim, visit=first, by=robin) == "offer-over"


def test_nobody_has_more_chats_than_their_shift_allows(service: Service) -> None:
    sam = ShiftFactory(service=service, most=1).counsellor
    visit, _ = waits(service, minutes=3), waits(service)
    visits.call_next(service=service, by=sam)
    visits.claim(visit=visit, by=sam)

    assert code(visits.call_next, service=service, by=sam) == "full"
    visits.close(visit=visit, would_again=False, by=sam)
    assert visits.call_next(service=service, by=sam) is not None


def test_taking_somebody_needs_the_role_and_a_shift(service: Service) -> None:
    waits(service)

    assert code(visits.call_next, service=service, by=counsellor_of(service)) == "not-on-shift"
    elsewhere = ShiftFactory(service=service, counsellor=counsellor_of(ServiceFactory())).counsellor
    assert code(visits.call_next, service=service, by=elsewhere) == "needs-conversation.counsel"


def test_ones_own_word_of_urgency_counts_like_ten_minutes_and_no_more(service: Service, sam: User) -> None:
    longer, waited = waits(service, minutes=11), waits(service, minutes=9)
    visitor = VisitorFactory(service=service)
    urgent = visits.join(visitor=visitor, urgency=Urgency.NOW, by=visitor.user)

    line = list(Visit.objects.in_line(clock.now()))
    assert line == [longer, urgent, waited]


def test_a_human_moves_somebody_up_with_a_reason_that_is_kept(service: Service, sam: User) -> None:
    supervisor = member_of(service.team, "supervisor")
    first, last = waits(service, minutes=9), waits(service)

    assert code(visits.raise_up, visit=last, bands=1, because="said_so", by=sam).startswith("needs-")
    visits.raise_up(visit=last, bands=1, because=RaisedBecause.SAID_SO, by=supervisor)

    assert list(Visit.objects.in_line(clock.now())) == [last, first]
    assert [(r.because, r.user, r.bands) for r in last.raisings.all()] == [("said_so", supervisor, 1)]
    assert AuditEvent.objects.filter(verb="visit.raise_up", actor_id=supervisor.audit_id).exists()
    last.refresh_from_db()
    assert code(visits.raise_up, visit=last, bands=3, because="said_so", by=supervisor) == "visit-highest"


def test_who_comes_twice_has_one_place(service: Service, sam: User) -> None:
    visitor = VisitorFactory(service=service)

    visit = visits.join(visitor=visitor, on_mind="exams", feelings=["worried", "tired"], by=visitor.user)

    assert visits.join(visitor=visitor, by=visitor.user) == visit
    assert (visit.hour, visit.staffed, visit.on_mind, visit.feelings) == (19, 1, "exams", "worried,tired")


@pytest.mark.both_engines
def test_the_database_holds_one_open_visit_each_and_one_offer_each(service: Service, sam: User) -> None:
    visit, other = waits(service), waits(service)
    with pytest.raises(IntegrityError, match=r"visit_open_once|visitor_id"):
        VisitFactory(visitor=visit.visitor)
    offered = {"state": "offered", "holder": sam, "offered_until": NOW}
    VisitFactory(visitor__service=service, **offered)
    with pytest.raises(IntegrityError, match=r"visit_offered_one_at_a_time|holder_id"):
        VisitFactory(visitor__service=service, **offered)
    for wrong in ({"state": "claimed"}, {"holder": sam}, {"claimed_at": NOW}, {"band": 4}):
        with pytest.raises(IntegrityError):
            VisitFactory(visitor__service=service, **wrong)
    assert other.state == "waiting"


def test_the_place_is_the_true_one_and_is_known_to_have_risen(service: Service, sam: User) -> None:
    first, second = waits(service, minutes=9), waits(service, minutes=5)

    assert visits.keep_place(visit=second, by=second.visitor.user) == (2, False)
    waits(service, minutes=0, turn_at=NOW - 30 * MINUTE)
    assert visits.keep_place(visit=second, by=second.visitor.user) == (3, True)  # somebody was moved up before them
    visits.leave(visit=first, by=first.visitor.user)
    visits.call_next(service=service, by=sam)
    assert visits.keep_place(visit=second, by=second.visitor.user) == (1, False)


def test_a_place_is_kept_ten_minutes_for_a_silent_phone(service: Service, sam: User, evening: Any) -> None:
    visit = waits(service)
    evening.move_to(NOW + 10 * MINUTE - dt.timedelta(seconds=1))
    visits.tidy(by=SYSTEM)
    assert visits.call_next(service=service, by=sam) == visit

    evening.move_to(NOW + 11 * MINUTE)
    visits.tidy(by=SYSTEM)

    visit.refresh_from_db()
    assert (visit.state, visit.holder) == (VisitState.LAPSED, None)


def test_who_waits_when_the_service_closes_is_told(service: Service, sam: User) -> None:
    visit = waits(service)
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):  # nobody is on shift
        visits.tidy(by=SYSTEM)

    visit.refresh_from_db()
    assert visit.state == VisitState.NOT_REACHED
    assert code(visits.leave, visit=visit, by=visit.visitor.user) == "visit-moved-on"


def test_who_leaves_is_nobodys_next(service: Service, sam: User) -> None:
    visit = waits(service)
    visits.call_next(service=service, by=sam)

    assert code(visits.leave, visit=visit, by=sam) == "visit-not-yours"
    visits.leave(visit=visit, by=visit.visitor.user)
    visits.leave(visit=visit, by=visit.visitor.user)

    assert code(visits.claim, visit=visit, by=sam) == "visit-left"
    assert visits.call_next(service=service, by=sam) is None


def test_nobody_joins_without_staff(service: Service) -> None:
    visitor = VisitorFactory(service=service)
    assert code(visits.join, visitor=visitor, by=visitor.user) == "service-closed"


def test_whom_both_wish_for_comes_first_while_they_have_room(service: Service, evening: Any) -> None:
    sam = ShiftFactory(service=service, most=1).counsellor
    robin = ShiftFactory(service=service, most=4).counsellor
    before = waits(service)
    visits.call_next(service=service, by=sam)
    visits.claim(visit=before, by=sam)
    visits.close(visit=before, would_again=True, by=sam)

    again = visits.join(visitor=before.visitor, same_again=True, by=before.visitor.user)
    assert again.wishes == sam
    assert visits.call_next(service=service, by=robin) is None
    evening.move_to(NOW + 15 * MINUTE)
    visits.keep_place(visit=again, by=again.visitor.user)
    assert visits.call_next(service=service, by=robin) == again


def test_an_offer_that_ran_out_takes_no_room_from_whom_both_wish_for(service: Service, evening: Any) -> None:
    sam = ShiftFactory(service=service, most=1).counsellor
    robin = ShiftFactory(service=service).counsellor
    gone = waits(service, minutes=30, kept_until=NOW + 20 * SECOND)
    assert visits.call_next(service=service, by=sam) == gone
    wishes = waits(service, minutes=1, wishes=sam)
    evening.shift(31 * SECOND)
    assert visits.call_next(service=service, by=robin) is None
    assert visits.call_next(service=service, by=sam) == wishes


def test_nothing_is_written_under_the_old_epoch_after_a_hand_over(service: Service, sam: User) -> None:
    robin = ShiftFactory(service=service).counsellor
    visit = waits(service)
    visits.call_next(service=service, by=sam)
    conversation = visits.claim(visit=visit, by=sam)
    worker = Participant.objects.get(conversation=conversation, user=sam)

    assert visits.hand_over(visit=visit, to=robin, epoch=1, by=sam) == 2

    said = Outgoing(worker.pk, conversation.pk, sam, None, visit.pk, "from the old tab", epoch=1)
    (answer,) = messages.send(messages=[said], by=sam)
    visit.refresh_from_db()
    assert (answer.code, visit.holder) == ("stale", robin)


def test_the_worker_tidies_the_queue(service: Service, sam: User, evening: Any) -> None:
    visit = waits(service)
    evening.move_to(NOW + 11 * MINUTE)
    tidy_queue()
    assert Visit.objects.get(pk=visit.pk).state == VisitState.LAPSED


def test_pressed_again_after_the_offer_ran_out_it_is_the_same_person_for_another_while(
    service: Service, sam: User, evening: Any
) -> None:
    visit, _ = waits(service, minutes=20), waits(service, minutes=5)
    visits.call_next(service=service, by=sam)
    evening.move_to(NOW + dt.timedelta(seconds=40))

    assert visits.call_next(service=service, by=sam) == visit
    visits.claim(visit=visit, by=sam)
    assert code(visits.raise_up, visit=visit, bands=1, because="said_so", by=SYSTEM) == "visit-not-waiting"


def test_a_chat_is_closed_once(service: Service, sam: User, evening: Any) -> None:
    visit = waits(service)
    visits.call_next(service=service, by=sam)
    visits.claim(visit=visit, by=sam)
    visits.close(visit=visit, would_again=True, by=sam)
    evening.move_to(NOW + MINUTE)
    visits.close(visit=visit, would_again=False, by=sam)

    visit.refresh_from_db()
    assert (visit.state, visit.would_again, visit.ended_at) == (VisitState.CLOSED, True, NOW)


def test_an_offer_that_ran_out_while_nobody_pressed_is_tidied(service: Service, sam: User, evening: Any) -> None:
    visit = waits(service)
    visits.call_next(service=service, by=sam)
    evening.move_to(NOW + MINUTE)
    visits.tidy(by=SYSTEM)

    visit.refresh_from_db()
    assert (visit.state, visit.holder) == (VisitState.WAITING, None)
