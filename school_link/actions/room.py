"""The room of a consultation: opened when somebody takes it, for named people only, each until a time."""

import datetime as dt

from mhst.access import grants
from mhst.access.models import User
from mhst.access.standing import forget
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor, Machine
from mhst.core.permissions import Permission
from realtime.actions import conversation as conversations
from realtime.enums import Part
from realtime.models import Participant
from school_link.actions import news
from school_link.enums import ConsultationState, Side
from school_link.models import AdviceHold, Consultation, RoomGuest
from school_link.queries import desk as desks
from school_link.queries import room as queries
from school_link.rules import consultation as rules
from school_link.rules import room as room_rules
from school_link.rules.kind import OPEN_FOR, ROOM
from sessions_app.enums import MessageWords

DOOR = Machine("consultation room")
TAKEN_PART, INVITED = "Takes part in the consultation", "Invited to the consultation"


@action
def take(*, consultation: Consultation, by: User) -> Consultation:
    """Answer it: the room is open for both from now on. Of two who do, one does. Raises: Refused, Conflict."""
    one = _locked(consultation)
    rules.check_takes(one, by)
    if one.conversation is None:
        one.conversation = conversations.begin(kind=ROOM.name, team=one.desk.team, by=DOOR)
    one.holder, one.taken_at, one.state = by, one.taken_at or clock.now(), ConsultationState.TAKEN
    one.gone_on_at = clock.now()
    one.save()
    assert one.lead is not None
    _let_in(one, one.lead, Side.SCHOOL, clock.now() + OPEN_FOR, TAKEN_PART)
    _let_in(one, by, Side.SPECIALIST, clock.now() + OPEN_FOR, TAKEN_PART)
    news.tell(consultation=one, users=[one.lead], by=by)
    return one


@action
def pass_on(*, consultation: Consultation, to: User | None, by: User) -> None:
    """A colleague answers from now on, or whoever of the desk takes it next; its clock goes on. Raises: Refused."""
    one = _locked(consultation)
    rules.check_holds(one, by)
    one.coming_at, one.gone_on_at = None, clock.now()
    if to is None:
        rules.check_move(one, ConsultationState.WAITING)
        one.holder, one.state = None, ConsultationState.WAITING
    else:
        rules.check_colleague({each.pk for each in desks.specialists(one.desk.team)}, to)
        one.holder = to
        _let_in(one, to, Side.SPECIALIST, clock.now() + OPEN_FOR, TAKEN_PART)
    one.save()
    if to != by:
        _let_out(one, by)
        news.tell(consultation=one, users=[one.lead, to], words=MessageWords.HANDED_OVER, by=by)
    if to is None:
        news.tell_desk(consultation=one, by=by)


@action
def stand_in(*, consultation: Consultation, by: User) -> None:
    """Speak and sign for one's side from now on; whoever did before leaves the room, for all to see, and what they have
    signed stands. Raises: Refused, Conflict."""
    one = _locked(consultation)
    side = rules.check_stands_in(one, by)
    before = one.lead if side == Side.SCHOOL else one.holder
    if side == Side.SCHOOL:
        one.lead = by
    else:
        one.holder, one.coming_at = by, None
    one.gone_on_at = clock.now()
    one.save()
    news.tell(consultation=one, users=[before, one.lead, one.holder], words=MessageWords.HANDED_OVER, by=by)
    if one.conversation is not None:
        _let_in(one, by, side, clock.now() + OPEN_FOR, TAKEN_PART)
        if before is not None:
            _let_out(one, before)


@action
def come_in(*, consultation: Consultation, by: User) -> None:
    """A lead of the school or a specialist of the desk comes in, for all to see. Guests are in by their invitation.
    Raises: Refused."""
    one = _locked(consultation)
    room_rules.check_is_open(one)
    side = rules.side_of(one, by)
    room_rules.check_may_come_in(one, by, queries.is_let_in(one, by))
    if not queries.is_let_in(one, by):
        assert side is not None
        _let_in(one, by, side, clock.now() + OPEN_FOR, TAKEN_PART)
        one.gone_on_at = clock.now()
        one.save()


@action
def invite(*, consultation: Consultation, user: User, until: dt.datetime, by: User) -> RoomGuest:
    """A colleague or supervisor of one's own side may come in until then, for all to see. Raises: Refused."""
    one = _locked(consultation)
    room_rules.check_is_open(one)
    side = room_rules.check_may_invite(one, by, queries.is_let_in(one, by))
    room_rules.check_guest(user, {each.pk for each in queries.colleagues(one, side)}, until, clock.now())
    guest = RoomGuest.objects.filter(consultation=one, user=user).first() or RoomGuest(consultation=one, user=user)
    guest.side, guest.invited_by, guest.until = side, by, until
    guest.save()
    one.gone_on_at = clock.now()
    one.save()
    _let_in(one, user, side, until, INVITED, Part.OBSERVER)
    news.invite(consultation=one, user=user, by=by)
    return guest


@action
def show_out(*, guest: RoomGuest, by: User) -> None:
    """The invitation ends now. Raises: Refused unless it was one's own side's."""
    one = _locked(guest.consultation)
    room_rules.check_may_show_out(guest, room_rules.check_may_invite(one, by, queries.is_let_in(one, by)))
    held = RoomGuest.objects.select_for_update(of=("self",)).get(pk=guest.pk)
    held.until = min(held.until, clock.now())
    held.save()
    _let_out(one, held.user)


@action
def close_doors(*, by: Actor) -> None:
    """Whose invitation has ended has left, for all to see."""
    for guest in queries.overdue_guests(clock.now()):
        _let_out(guest.consultation, guest.user)


def shut(one: Consultation) -> None:
    """Nobody writes any more, and nobody is let in; what was said can be read as long as grants last."""
    AdviceHold.objects.filter(consultation=one).delete()
    if one.conversation is not None:
        conversations.end(conversation=one.conversation, by=DOOR)


def _let_in(one: Consultation, user: User, side: Side, until: dt.datetime, why: str, part: Part = Part.WORKER) -> None:
    assert one.conversation is not None
    if part != Part.OBSERVER:  # no guest any more, whose time would end
        one.guests.filter(user=user).delete()
    grants.give(
        user=user, permission=Permission.CONSULTATION_TALK, thing=one.conversation, until=until, reason=why, by=DOOR
    )
    fresh = User.objects.get(pk=user.pk)  # what was read of their grants before is not what they hold now
    forget(user)
    conversations.join(conversation=one.conversation, user=fresh, part=part, name=_name(user, side), by=DOOR)


def _let_out(one: Consultation, user: User) -> None:
    assert one.conversation is not None
    for grant in grants.on(one.conversation):
        if grant.user_id == user.pk:
            grants.end(grant=grant, by=DOOR)
    for who in Participant.objects.filter(conversation=one.conversation, user=user, left_at=None):
        conversations.remove(participant=who, by=DOOR)


def _name(user: User, side: Side) -> str:
    """As the others in the room read it."""
    return f"{user.name[:44]} ({'school' if side == Side.SCHOOL else 'specialist'})"


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",))
    found: Consultation = rows.select_related("school", "desk__team", "holder", "lead", "conversation").get(
        pk=consultation.pk
    )
    return found
