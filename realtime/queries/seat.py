"""Where somebody reads a conversation: which streams, from where, and what it looks like now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core.crypto import KeyRing
from realtime.enums import HIDDEN, Audience, ConversationState, EventKind, MessageState
from realtime.models import Ending, Event, Flag, Message, Participant, Stream
from realtime.models.message import opened
from realtime.protocol import state as states
from realtime.protocol.asked import Cursor
from realtime.queries import flag
from realtime.queries.log import instant
from realtime.queries.participant import Who

NEWEST = 200
#: A page that is further behind gets the newest instead.
TOO_FAR = 2000


@dataclass(frozen=True)
class Line:
    """One stream as one participant reads it."""

    stream: int
    head: int


def lines_of(who: Who) -> dict[Audience, Line]:
    """The streams that somebody in a conversation reads, with their heads. One query."""
    rows = Stream.objects.filter(conversation=who.conversation_id).order_by()
    return {
        Audience(audience): Line(id, head)
        for id, audience, participant, head in rows.values_list("pk", "audience", "participant_id", "head")
        if _reads(who, audience, participant)
    }


def _reads(who: Who, audience: str, participant: UUID | None) -> bool:
    if audience == Audience.MINE:
        return participant == who.id
    return audience == Audience.OPEN or who.is_staff


def why_not_from(lines: dict[Audience, Line], cursors: dict[Audience, Cursor]) -> str:
    """Why a page cannot go on from its cursors, in a word of the protocol; empty where it can."""
    if not cursors:
        return "new"
    if cursors.keys() - lines.keys() or any(cursors[a].seq > line.head for a, line in lines.items() if a in cursors):
        return "unknown"
    if any(line.head - (cursors[a].seq if a in cursors else 0) > TOO_FAR for a, line in lines.items()):
        return "behind"
    marks = _marks({lines[a].stream: cursor.seq for a, cursor in cursors.items() if cursor.seq})
    told = {lines[a].stream: cursor.mark for a, cursor in cursors.items() if cursor.seq}
    return "" if marks == told else "unknown"


def marks_of(lines: dict[Audience, Line]) -> dict[Audience, tuple[int, str]]:
    """Cursors at these heads; a stream in which nothing has happened yet has a mark of zeros."""
    marks = _marks({line.stream: line.head for line in lines.values() if line.head})
    return {a: (line.head, marks.get(line.stream, "0" * 8)) for a, line in lines.items()}


def _marks(at: dict[int, int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for stream, seq in at.items():  # three at most, each by the index
        found |= dict(Event.objects.filter(stream=stream, seq=seq).values_list("stream", "mark"))
    return found


def snapshot(who: Who, lines: dict[Audience, Line]) -> states.State:
    """What the conversation looks like now to this participant. Read after the heads: later events change nothing."""
    key = who.opened_key
    state = states.empty()
    state["state"] = "open" if who.state == ConversationState.OPEN else "ended"
    state["helps"] = {"participant": _id(who.helps_id), "epoch": who.epoch, "goodbye": _id(who.goodbye_id)}
    state["ends_at"] = who.ends_at and instant(who.ends_at)
    state["people"] = people(who.conversation_id)
    state["ending"] = _ending(who.conversation_id)
    for audience in (Audience.OPEN, Audience.STAFF):
        if audience in lines:
            state["messages"][audience.value] = _newest(lines[audience].stream, key)
    if Audience.STAFF in lines:
        state["held"] = _held(who.conversation_id, key)
        state["flags"] = _flags(who.conversation_id, key)
    if Audience.MINE in lines:
        state["mine"] = _mine(who, key)
    return state


def people(conversation: UUID) -> dict[str, dict[str, Any]]:
    """Everybody who is or was in it, as pages are told them."""
    return dict(_people(conversation))


def _people(conversation: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = Participant.objects.filter(conversation=conversation)
    for id, name, part, left_at, pause, at in rows.values_list("pk", "name", "part", "left_at", "pause", "paused_at"):
        is_told = {"name": name, "part": part, "has_left": left_at is not None}
        yield str(id), is_told | {"pause": pause, "paused_at": at and instant(at)}


def _ending(conversation: UUID) -> dict[str, Any] | None:
    rows = Ending.objects.filter(conversation=conversation).order_by()
    row = rows.values_list("proposed_by_id", "changed_by_id").first()
    return {"proposed_by": str(row[0]), "changed_by": _id(row[1])} if row else None


def _id(found: UUID | None) -> str | None:
    return str(found) if found else None


def _newest(stream: int, key: KeyRing) -> dict[str, Any]:
    return as_told(reversed(messages_in(stream).order_by("-seq")[:NEWEST]), key)


def messages_in(stream: int) -> Any:
    """Everything that was written there, the oldest first."""
    return Event.objects.filter(stream=stream, kind=EventKind.MESSAGE).select_related("message").order_by("seq")


def as_told(events: Iterable[Event], key: KeyRing) -> dict[str, Any]:
    """These messages as pages are told them."""
    messages = [event.message for event in events if event.message is not None]
    return {states.key(m.author_id, m.mid): _shown(m, key) | _gone(m) for m in messages}


def _gone(message: Message) -> dict[str, bool]:
    return {"withdrawn": message.state in HIDDEN, "taken_down": message.state == MessageState.NOT_PUBLISHED}


def _held(conversation: UUID, key: KeyRing) -> dict[str, Any]:
    held = Message.objects.filter(conversation=conversation, state=MessageState.HELD).order_by("created_at")
    return {states.key(m.author_id, m.mid): _shown(m, key) | {"second": m.has_second} for m in held}


def _flags(conversation: UUID, key: KeyRing) -> dict[str, Any]:
    rows = Flag.objects.filter(message__conversation=conversation).select_related("message").order_by("created_at")
    return {states.key(one.message.author_id, one.message.mid): flag.told(one, key) for one in rows}


def _shown(message: Message, key: KeyRing) -> dict[str, Any]:
    words = None
    if message.state not in HIDDEN:
        column = "changed" if message.changed else "body"
        words = opened(key, message.pk, column, getattr(message, column))
    return {
        "author": str(message.author_id), "mid": str(message.mid), "words": words,
        "written_at": instant(message.created_at),
    }  # fmt: skip


def _mine(who: Who, key: KeyRing) -> dict[str, Any]:
    mine = Message.objects.filter(conversation=who.conversation_id, author=who.id, audience=Audience.OPEN)
    return {str(m.mid): _fate(m, key) for m in mine.order_by("created_at")}


def _fate(message: Message, key: KeyRing) -> dict[str, Any]:
    if message.state == MessageState.HELD:
        return {"state": "checking", "words": opened(key, message.pk, "body", message.body)}
    if message.state == MessageState.NOT_PUBLISHED:
        assert message.word is not None
        return {"state": "not_published", "words": opened(key, message.pk, "word", message.word)}
    if message.state == MessageState.WITHDRAWN:
        return {"state": "withdrawn", "words": None}
    return {"state": "changed" if message.changed else "released", "words": None}


def presence(conversations: Iterable[UUID]) -> dict[UUID, dict[UUID, Any]]:
    """Until when each participant counts as here, by conversation. One query."""
    found: dict[UUID, dict[UUID, Any]] = {}
    rows = Participant.objects.filter(
        conversation__in=set(conversations), left_at=None, lease__here_until__isnull=False
    )
    for conversation, id, until in rows.values_list("conversation_id", "pk", "lease__here_until"):
        found.setdefault(conversation, {})[id] = until
    return found
