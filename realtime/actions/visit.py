"""Coming to talk: into the queue, out of it, and from it into a chat."""

from collections.abc import Sequence
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor, Machine
from realtime.actions import booking, first_words
from realtime.actions import conversation as conversations
from realtime.actions import pause as pauses
from realtime.enums import ConversationState, VisitState
from realtime.models import Conversation, HeldPlace, Raising, Service, Visit, Visitor
from realtime.queries import booking as bookings
from realtime.queries import hours
from realtime.queries import participant as people
from realtime.queries import visit as queries
from realtime.rules import visit as rules
from realtime.rules.kind import CHAT
from realtime.rules.participant import stops_by_leaving

QUEUE = Machine("queue")


@action
def join(
    *, visitor: Visitor, by: User, urgency: str = "", feelings: Sequence[str] = (), on_mind: str = "",
    same_again: bool = False,
) -> Visit:  # fmt: skip
    """Take a place in the queue; who has one keeps it. Raises: Refused when nobody new is let in."""
    rules.check_is_own(visitor, by)
    visitor = Visitor.objects.select_for_update(of=("self",)).select_related("service").get(pk=visitor.pk)
    if (known := queries.open_of(visitor)) is not None:
        return known
    service, now = visitor.service, clock.now()
    booked = bookings.due_for(visitor, now)
    rules.check_may_join(hours.opening(service, now), is_booked=booked is not None)
    band = rules.own_band(urgency)
    visit = Visit.objects.create(
        service=service, visitor=visitor, urgency=urgency, band=band, joined_at=now,
        turn_at=rules.turn_at(now, band, booked.at if booked else None), hour=now.astimezone(clock.LONDON).hour,
        staffed=len(hours.on_shift(service, now)), feelings=",".join(feelings), on_mind=on_mind,
        wishes=booked.counsellor if booked else _wished(visitor) if same_again else None,
    )  # fmt: skip
    if booked is not None:
        booking.come_for(booked, visit)
    HeldPlace.objects.create(visit=visit, until=now + rules.PLACE_KEPT)
    first_words.keep(visit=visit, by=by)
    return visit


@action
def keep_place(*, visit: Visit, by: Actor) -> tuple[int, bool]:
    """The page is open: keep their place for a while yet. Gives the place, and whether they were shown a lower one
    before: somebody was let in before them since."""
    now = clock.now()
    held = HeldPlace.objects.select_for_update().get(visit=visit)
    place = queries.place_of(visit, now)
    held.until, held.shown = now + rules.PLACE_KEPT, min(place, held.shown or place)
    held.save()
    return place, place > held.shown


@action
def wait_again(*, visit: Visit, by: User) -> None:
    """A closing did not last: whom it put out stands in line where they stood. Raises: Refused, Conflict."""
    rules.check_is_own(visit.visitor, by)
    visit = _locked(visit)
    if visit.state == VisitState.WAITING:
        return
    rules.check_may_wait_again(visit, hours.opening(visit.service))
    _move(visit, VisitState.WAITING)
    visit.ended_at = None
    visit.save()


@action
def leave(*, visit: Visit, by: User) -> None:
    """Out of the queue, for whoever waits in it; done again it changes nothing. Raises: Refused, Conflict."""
    rules.check_is_own(visit.visitor, by)
    visit = _locked(visit)
    if visit.state == VisitState.LEFT:
        return
    _move(visit, VisitState.LEFT)
    visit.save()


@action
def call_next(*, service: Service, by: User) -> Visit | None:
    """Offer `by` whose turn it is, for 30 seconds; None when nobody waits. Nobody can choose whom.

    Asked again meanwhile, it is the same person; afterwards they stand where they stood. Raises: Refused.
    """
    now = clock.now()
    shift = queries.shift_of(service, by, now)
    if (offered := queries.offer_to(by, now)) is not None:
        return offered
    kept = bookings.kept_for(by, now)
    waiting = sum(bookings.is_here(one) for one in kept)  # of these one is taken now
    rules.check_may_take(by, service, shift, queries.held_by(by), len(kept) - min(waiting, 1))
    _let_go(by)
    visit = queries.next_for(service, by, now, rules.FOR_THE_SAME)
    if visit is not None:
        visit.state, visit.holder, visit.offered_until = VisitState.OFFERED, by, now + rules.OFFER
        visit.save()
    return visit


@action
def claim(*, visit: Visit, by: User) -> Conversation:
    """Begin the chat with whom `by` was offered: both are in it when this returns. Raises: Refused, Conflict."""
    visit = _locked(visit)
    now = clock.now()
    rules.check_is_offered(visit, by, now)
    conversation = conversations.begin_with(
        kind=CHAT.name, team=visit.service.team, person=visit.visitor.user, worker=by, by=by
    )
    visit.state, visit.offered_until = VisitState.CLAIMED, None
    visit.claimed_at, visit.conversation = now, conversation
    visit.save()
    booking.keep(visit)
    return conversation


@action
def hand_over(*, visit: Visit, to: User, epoch: int, by: User) -> int:
    """`to` counsels from now on; gives the new epoch. Raises: Refused, also where `to` has as many as their shift
    allows; Conflict when somebody else did at once."""
    shift = queries.shift_of(visit.service, to, clock.now())
    rules.check_may_receive(to, shift, queries.held_by(to))
    visit = _locked(visit)
    assert visit.conversation is not None
    epoch = conversations.hand_over(conversation=visit.conversation, to=to, epoch=epoch, by=by)
    visit.holder = to
    visit.save()
    return epoch


@action
def close(*, visit: Visit, would_again: bool, by: User) -> None:
    """The chat is over; `would_again` says whether the counsellor would talk with them again. Raises: Refused."""
    visit = _locked(visit)
    assert visit.conversation is not None
    if visit.state == VisitState.CLOSED and visit.conversation.state != ConversationState.OPEN:
        return
    conversations.end(conversation=visit.conversation, by=by)
    if visit.state != VisitState.CLOSED:  # as it is where they stopped while somebody may be in danger
        _move(visit, VisitState.CLOSED)
    visit.would_again = would_again
    visit.save()


@action
def stop(*, conversation: UUID, by: User) -> bool:
    """Whom it is for stops: they can come again at once. Returns whether the conversation has ended; where somebody may
    be in danger it has not, and staff see that they stopped. Raises: Refused."""
    found = Visit.objects.select_for_update(of=("self",)).filter(conversation=conversation).first()
    has_ended = conversations.stop(conversation=conversation, by=by)
    if found is not None and found.state == VisitState.CLAIMED:
        _move(found, VisitState.CLOSED)
        found.was_stopped = True
        found.save()
    if not has_ended:
        pauses.leave_page(by=by)
    return has_ended


@action
def leave_talk(*, conversation: UUID, by: User) -> None:
    """Leave a conversation for good. Whom alone it is for has stopped it by that, keeps what was written and can come
    again; everybody else leaves the others to it. Done again it changes nothing. Raises: Refused."""
    who = people.of(by, [conversation]).get(conversation)
    if who is not None and not who.has_left and stops_by_leaving(who):
        stop(conversation=conversation, by=by)
    else:
        conversations.leave(conversation=conversation, by=by)


@action
def raise_up(*, visit: Visit, bands: int, because: str, by: User) -> None:
    """Move somebody up in the queue, as a human's decision with a reason. Raises: Refused."""
    visit = _locked(visit)
    rules.check_may_raise(visit, bands, by)
    visit.band += bands
    visit.turn_at = rules.raised(visit.joined_at, visit.turn_at, bands)
    visit.save()
    Raising.objects.create(visit=visit, user=by, because=because, bands=bands)


@action
def tidy(*, by: Actor) -> None:
    """Places that were kept long enough lapse; who waits when a service has closed is told that it has; and nobody is
    held in a chat that is over, or that they have left."""
    now = clock.now()
    shut = [s.pk for s in Service.objects.all() if not hours.opening(s, now).is_open]
    for visit in queries.to_tidy(now):
        if visit.state == VisitState.OFFERED:
            _move(visit, VisitState.WAITING)
        if visit.service_id in shut:
            _move(visit, VisitState.NOT_REACHED)
        elif visit.held_place.until <= now:
            _move(visit, VisitState.LAPSED)
        visit.save()
    for visit in queries.left_behind():
        _move(visit, VisitState.CLOSED)
        visit.was_stopped = visit.conversation.state == ConversationState.OPEN
        visit.save()


def _wished(visitor: Visitor) -> User | None:
    """Whom they talked with last, if that counsellor would again."""
    last = queries.last_chat_of(visitor)
    return last.holder if last is not None and last.would_again else None


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",))
    return rows.select_related("service__team", "visitor__user", "conversation").get(pk=visit.pk)


def _let_go(counsellor: User) -> None:
    """An offer to them that ran out; whom it was about has their place still."""
    for visit in Visit.objects.select_for_update().filter(holder=counsellor, state=VisitState.OFFERED):
        _move(visit, VisitState.WAITING)
        visit.save()


def _move(visit: Visit, state: VisitState) -> None:
    """Raises: Conflict."""
    rules.check_may_move(visit, state)
    visit.state, visit.offered_until = state, None
    if state != VisitState.CLOSED:
        visit.holder = None
    if state != VisitState.WAITING:
        visit.ended_at = clock.now()
