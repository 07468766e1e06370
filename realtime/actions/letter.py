"""A message that is answered later: a conversation in which nobody has to be there at once."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from realtime.actions import conversation as conversations
from realtime.actions import message as messages
from realtime.actions.message import Outgoing
from realtime.actions.visit import QUEUE
from realtime.enums import Part
from realtime.models import Conversation, Escalation, Participant, Visit, Visitor
from realtime.queries import escalation as escalations
from realtime.queries import letter as queries
from realtime.rules import refuse
from realtime.rules import visit as rules
from realtime.rules.escalation import check_can_write
from realtime.rules.first_words import check_can_write_first
from realtime.rules.message import check_words


@action
def leave_message(
    *, visitor: Visitor, words: str, by: User, session_key: str | None = None, once: UUID | None = None
) -> Conversation:
    """Begin an exchange with these words; where there is one, it goes on. Sent twice under one id they are kept once;
    under a session no more of them than anybody writes. Raises: Refused."""
    rules.check_is_own(visitor, by)
    check_words(words)
    who = exchange_with(visitor=visitor, by=by)
    said = Outgoing(who.pk, who.conversation_id, who.user, session_key, once or uuid4(), words)
    if code := messages.send(messages=[said], by=by)[0].code:
        refuse(code)
    return who.conversation


@action
def write_first(*, visit: Visit, by: User) -> Conversation:
    """Open an exchange with somebody who went away without a chat, or go on in theirs, and come in to write to them;
    they find it when they are back. Raises: Refused."""
    check_can_write_first(visit, by)
    conversation = exchange_with(visitor=visit.visitor, by=by).conversation
    answer(conversation=conversation, by=by)
    return conversation


@action
def write_after(*, escalation: Escalation, by: User) -> Conversation:
    """The same to somebody who may be in danger, and whose chat has ended. Raises: Refused, NotFound."""
    visitor = escalations.visitor_of(escalation)
    check_can_write(escalation, visitor, by)
    assert visitor is not None
    conversation = exchange_with(visitor=visitor, by=by).conversation
    answer(conversation=conversation, by=by)
    return conversation


@action
def end_quiet(*, by: Actor) -> int:
    """End exchanges that we have answered and in which nobody has written for some weeks. Returns how many."""
    found = queries.quiet(clock.now() - dt.timedelta(days=environment.letters_quiet_days))
    for conversation in found:
        conversations.end(conversation=conversation, by=by)
    return len(found)


@action
def answer(*, conversation: Conversation, by: User) -> Participant:
    """Come in to answer; several may, one after the other. Raises: Refused."""
    name, counsels = by.first_name or by.name, by.can(Permission.CONVERSATION_COUNSEL, conversation)
    part = Part.WORKER if counsels else Part.OBSERVER  # who supervises may write here too
    return conversations.join(conversation=conversation, user=by, part=part, name=name, by=by)


@action
def exchange_with(*, visitor: Visitor, by: Actor) -> Participant:
    """The one there is, or a new one, with them in it: as what they are in it. Who may is for the caller to say."""
    visitor = Visitor.objects.select_for_update(of=("self",)).select_related("service__team", "user").get(pk=visitor.pk)
    known = queries.open_of(visitor)
    if known is not None:
        conversation = Conversation.objects.get(pk=known)
    else:
        conversation = conversations.begin(kind=queries.LETTERS, team=visitor.service.team, by=by)
    return conversations.join(
        conversation=conversation, user=visitor.user, part=Part.PERSON, name=visitor.user.name, by=QUEUE
    )
