"""Conversations and who is in them: begun, joined, handed over, left, ended, erased."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.core.crypto import envelope
from mhst.core.errors import Conflict
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.actions import identity
from realtime.actions.log import Log
from realtime.enums import CONVERSATION_MOVES, Audience, ConversationState, EventKind, Part
from realtime.events import PeopleChanged
from realtime.models import Conversation, Lease, Participant, Stream
from realtime.models.conversation import place_of_key
from realtime.protocol import REFUSALS
from realtime.queries import escalation
from realtime.queries import participant as people
from realtime.rules import participant as rules
from realtime.rules import refuse
from realtime.rules.kind import KINDS


@action
def begin(*, kind: str, team: Team, by: Actor) -> Conversation:
    """A conversation with nobody in it yet. Who may begin one is for the app to say whose kind it is."""
    assert kind in KINDS
    id = uuid4()
    conversation = Conversation(pk=id, kind=kind, team=team, key=envelope.new(about=place_of_key(id)))
    conversation.save()
    both = (Audience.OPEN, Audience.STAFF)
    Stream.objects.bulk_create([Stream(conversation=conversation, audience=audience) for audience in both])
    return conversation


@action
def begin_with(*, kind: str, team: Team, person: User, worker: User, by: Actor) -> Conversation:
    """Begin one for `person` in which `worker` helps, all in one. Raises: Refused."""
    conversation = begin(kind=kind, team=team, by=by)
    log = Log([conversation.pk])
    log, _ = _let_in(log, conversation, person, Part.PERSON, person.name)
    log, who = _let_in(log, conversation, worker, Part.WORKER, _called(worker))
    _let_help(log, conversation, who)
    log.write()
    return conversation


@action
def join(*, conversation: Conversation, user: User, part: Part, name: str, by: Actor) -> Participant:
    """Bring somebody in, for everybody to see. Somebody who is in already stays as they are. After the end whoever
    supervises comes in, where something in it asks for that. Raises: Refused."""
    log, conversation = _locked(conversation)
    rules.check_may_come_in(conversation, part, lambda: escalation.asks_for_a_look(conversation.pk))
    log, who = _let_in(log, conversation, user, part, name)
    log.write()
    return who


@action
def assign(*, conversation: Conversation, to: Participant, epoch: int, may_say_goodbye: bool = False, by: Actor) -> int:
    """Let `to` help from now on; gives the new epoch, under which they write.

    `epoch` is the one that whoever asks has seen: of two who assign at once, one does. Who helped before leads no
    more in the same commit. They leave in it, too, and nothing they write afterwards is taken; where they
    `may_say_goodbye` they stay in until they leave, for everybody to see. Raises: Refused, Conflict.
    """
    log, conversation = _led(conversation, epoch, by)
    to = Participant.objects.select_related("user").get(pk=to.pk, conversation=conversation)
    _let_help(log, conversation, to, may_say_goodbye)
    log.write()
    return conversation.epoch


@action
def hand_over(*, conversation: Conversation, to: User, epoch: int, by: Actor) -> int:
    """`to` comes in and helps from now on, while who helped before says goodbye; as `assign`. Raises: Refused,
    Conflict."""
    log, conversation = _led(conversation, epoch, by)
    log, who = _let_in(log, conversation, to, Part.WORKER, _called(to))
    _let_help(log, conversation, who, may_say_goodbye=True)
    log.write()
    return conversation.epoch


@action
def leave(*, conversation: UUID, by: User) -> None:
    """Leave for good; done again it changes nothing. Raises: Refused."""
    log = Log([conversation])
    who = Participant.objects.filter(conversation=conversation, user=by).first()
    if who is None:
        refuse("not-found")
    if who.left_at is not None:
        return
    found = _row(conversation)
    rules.check_may_leave(found, who)
    _leave(log, found, who)
    log.write()


@action
def remove(*, participant: Participant, by: Actor) -> None:
    """Ask somebody out, for everybody to see that they have left. Who may is for the caller to say."""
    log = Log([participant.conversation_id])
    who = Participant.objects.get(pk=participant.pk)
    if who.left_at is None:
        _leave(log, _row(who.conversation_id), who)
        log.write()


@action
def tell_changed(*, conversation: UUID, by: Actor) -> None:
    """What the pages of its kind show beside it has changed: each asks for it anew. Nothing is told of what it is."""
    log = Log([conversation])
    log.append(conversation, Audience.OPEN, EventKind.CHANGED)
    log.write()


@action
def end(*, conversation: Conversation, by: Actor) -> None:
    """End it: nobody writes any more, all can read. Done again it changes nothing. Raises: Refused."""
    log, conversation = _locked(conversation)
    if conversation.state != ConversationState.OPEN:
        return
    rules.check_may_end(
        conversation, conversation.helps, people.pauses_of(conversation.pk), escalation.is_open(conversation.pk), by
    )
    _end(log, conversation)


@action
def stop(*, conversation: UUID, by: User) -> bool:
    """Whom it is for ends it, whenever they want; it stays open where somebody may be in danger. Returns whether it has
    ended. Raises: Refused."""
    log, found = _locked(Conversation(pk=conversation))
    who = people.of(by, [conversation]).get(conversation)
    rules.check_may_stop(who, by)
    if found.state != ConversationState.OPEN:
        return True
    if escalation.is_open(conversation):
        return False
    _end(log, found)
    return True


@action
def erase(*, conversation: Conversation, by: Actor) -> None:
    """Destroy the key of a conversation that has ended, and with it every word. Raises: Refused."""
    log, conversation = _locked(conversation)
    by.require(Permission.CONVERSATION_ERASE, conversation)
    rules.check_may_erase(escalation.was_raised(conversation.pk))
    _move(conversation, ConversationState.ERASED)
    identity.forget(conversation.pk)
    conversation.key = None
    conversation.save()
    recording.note(conversation, **log.heads_of(conversation.pk))
    events.publish(PeopleChanged(conversation.pk))


def _locked(conversation: Conversation) -> tuple[Log, Conversation]:
    """Its streams, locked, and the conversation as it is then."""
    return Log([conversation.pk]), _row(conversation.pk)


def _row(id: UUID) -> Conversation:
    """Locked, after its streams: some who change it lock nothing else."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("helps", "goodbye")
    found: Conversation = rows.get(pk=id)
    return found


def _led(conversation: Conversation, epoch: int, by: Actor) -> tuple[Log, Conversation]:
    """The same, for whoever may say who helps, and has seen who helps now. Raises: Refused, Conflict."""
    log, conversation = _locked(conversation)
    rules.check_is_open(conversation)
    rules.check_may_lead(conversation, conversation.helps, by)
    if conversation.epoch != epoch:
        raise Conflict(REFUSALS["stale"], code="stale")
    return log, conversation


def _let_in(log: Log, conversation: Conversation, user: User, part: Part, name: str) -> tuple[Log, Participant]:
    """Raises: Refused."""
    rules.check_may_take_part(conversation, part, user)
    who: Participant | None = Participant.objects.filter(conversation=conversation, user=user).first()
    if who is not None and who.left_at is None:
        return log, who
    if who is None:
        who = Participant(conversation=conversation, user=user, part=part, name=name)
        who.save()
        log = _with_own_stream(log, conversation, who)
    else:
        who.left_at, who.part, who.pause, who.paused_at = None, part, "", None
        who.save()
    log.append(conversation.pk, Audience.OPEN, EventKind.JOINED, participant=who.pk)
    return log, who


def _let_help(log: Log, conversation: Conversation, to: Participant, may_say_goodbye: bool = False) -> None:
    """Raises: Refused."""
    if to.left_at is not None or to.part != Part.WORKER:
        refuse("no-role")
    rules.check_may_take_part(conversation, to.part, to.user)
    before, earlier = conversation.helps, conversation.goodbye
    _keep_read(conversation)
    conversation.helps, conversation.epoch, conversation.goodbye = to, conversation.epoch + 1, None
    conversation.ends_at = conversation.ends_at or _until(conversation, log.now)
    conversation.save()
    log.append(conversation.pk, Audience.OPEN, EventKind.ASSIGNED, participant=to.pk, epoch=conversation.epoch)
    if earlier is not None and earlier.pk != to.pk:
        _leave(log, conversation, earlier)
    if before is not None and before.pk != to.pk and before.left_at is None:
        _make_room(log, conversation, before, may_say_goodbye)


def _called(worker: User) -> str:
    """What somebody of the staff is called in a chat."""
    return worker.first_name or worker.name


def _with_own_stream(log: Log, conversation: Conversation, who: Participant) -> Log:
    """In a moderated room, whom it is for learns in a stream of their own what became of their posts."""
    if who.part != Part.PERSON or not KINDS[conversation.kind].holds_posts:
        return log
    Stream.objects.create(conversation=conversation, audience=Audience.MINE, participant=who)
    return Log([conversation.pk])


def _until(conversation: Conversation, now: dt.datetime) -> dt.datetime | None:
    lasts = KINDS[conversation.kind].lasts
    return now + lasts if lasts else None


def _make_room(log: Log, conversation: Conversation, before: Participant, may_say_goodbye: bool) -> None:
    """Who helped before says goodbye, or leaves at once."""
    if not may_say_goodbye:
        _leave(log, conversation, before)
        return
    conversation.goodbye = before
    conversation.save()
    log.append(conversation.pk, Audience.OPEN, EventKind.OVERLAP, participant=before.pk)


def _leave(log: Log, conversation: Conversation, who: Participant) -> None:
    who.left_at, who.pause, who.paused_at = log.now, "", None
    who.save()
    if conversation.helps_id == who.pk:
        _keep_read(conversation)
    for place in ("helps", "goodbye"):
        if getattr(conversation, f"{place}_id") == who.pk:
            setattr(conversation, place, None)
            conversation.save()
    log.append(conversation.pk, Audience.OPEN, EventKind.LEFT, participant=who.pk)
    events.publish(PeopleChanged(conversation.pk))


def _keep_read(conversation: Conversation) -> None:
    """What whoever helps has read until now stays read when somebody else helps, or nobody. Kept by whoever saves."""
    read = Lease.objects.filter(participant=conversation.helps_id).values_list("read_seq", flat=True).first()
    conversation.read_before = max(conversation.read_before, read or 0)


def _end(log: Log, conversation: Conversation) -> None:
    """Raises: Refused."""
    _move(conversation, ConversationState.ENDED)
    conversation.ended_at = log.now
    conversation.save()
    log.append(conversation.pk, Audience.OPEN, EventKind.ENDED)
    log.write()
    recording.note(conversation, **log.heads_of(conversation.pk))
    events.publish(PeopleChanged(conversation.pk))


def _move(conversation: Conversation, state: ConversationState) -> None:
    """Raises: Refused."""
    if state not in CONVERSATION_MOVES[ConversationState(conversation.state)]:
        refuse("erased" if conversation.state == ConversationState.ERASED else "not-ended")
    conversation.state = state
