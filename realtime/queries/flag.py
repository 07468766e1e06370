"""Danger words: which messages wait to be looked through, what was marked, and who answers."""

import datetime as dt
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access.models import User
from mhst.core import clock
from mhst.core.crypto import KeyRing, envelope
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import Audience, Part
from realtime.events import Words
from realtime.models import ClosingWords, Flag, Message
from realtime.models.conversation import place_of_key
from realtime.models.message import opened
from realtime.phrases.matching import Mark, Matcher
from realtime.phrases.text import is_readable
from realtime.queries import marked, phrase
from realtime.queries.marked import Rule, Shown

AT_ONCE, A_PAGE = 200, 30
Keys = Callable[[UUID, bytes], KeyRing]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Looked:
    """One message that was looked through. `marks` is None where it could not be."""

    message_id: UUID
    conversation_id: UUID
    marks: tuple[Mark, ...] | None
    list_version: str

    @property
    def is_flag(self) -> bool:
        return self.marks is None or bool(self.marks)


def is_looked_through(part: str, audience: str) -> bool:
    """Words of staff are not, and nor is what they say among themselves."""
    return part == Part.PERSON and audience == Audience.OPEN


def looked_at(messages: Sequence[Words], matcher: Matcher | None) -> list[Looked]:
    """Messages whose words are in hand, looked through."""
    version = matcher.version if matcher else ""
    return [Looked(id, conversation, _marks_in(words, matcher), version) for id, conversation, words in messages]


def marks_in(words: str) -> tuple[tuple[Mark, ...] | None, str]:
    """The marks in words that are no message, None where they could not be checked; and the list that was used."""
    matcher = matcher_in_force()
    return _marks_in(words, matcher), matcher.version if matcher else ""


def looked_through(limit: int = AT_ONCE, before: dt.datetime | None = None) -> list[Looked]:
    """The oldest messages that nothing has looked through, looked through. Outside any transaction: it takes a while.

    Words of staff and of erased conversations are passed over. Whatever fails leaves its messages not checked, for
    people to see; it never stops the others.
    """
    rows = (
        Message.objects.filter(checked_at=None, created_at__lt=before or clock.now())
        .order_by("created_at")
        .values_list("pk", "conversation_id", "audience", "author__part", "body", "conversation__key")
    )
    waiting = [_Waiting(*row) for row in rows[:limit]]
    if not waiting:
        return []
    matcher, keys = matcher_in_force(), cache(_key_of)
    return [_look(one, matcher, keys) for one in waiting]


class _Waiting(NamedTuple):
    """What it takes to look through one message: plain values, since this is done for each."""

    message_id: UUID
    conversation_id: UUID
    audience: str
    part: str
    body: bytes | memoryview
    key: bytes | memoryview | None


def _key_of(conversation: UUID, wrapped: bytes) -> KeyRing:
    return envelope.opened(wrapped, about=place_of_key(conversation))


def matcher_in_force() -> Matcher | None:
    """None where the list cannot be used: then people look at everything."""
    try:
        return phrase.matcher()
    except Exception as error:
        log.error("The list of danger phrases cannot be used: %s", type(error).__name__)
        return None


def _look(one: _Waiting, matcher: Matcher | None, keys: Keys) -> Looked:
    version = matcher.version if matcher else ""
    if not is_looked_through(one.part, one.audience) or one.key is None:
        return Looked(one.message_id, one.conversation_id, (), version)
    return Looked(one.message_id, one.conversation_id, _marks(one, bytes(one.key), matcher, keys), version)


def _marks(one: _Waiting, key: bytes, matcher: Matcher | None, keys: Keys) -> tuple[Mark, ...] | None:
    try:
        words = opened(keys(one.conversation_id, key), one.message_id, "body", bytes(one.body))
    except Exception as error:
        log.error("A message could not be opened to be looked through: %s", type(error).__name__)
        return None
    return _marks_in(words, matcher)


def _marks_in(words: str, matcher: Matcher | None) -> tuple[Mark, ...] | None:
    try:
        return tuple(matcher.marks(words)) if matcher and is_readable(words) else None
    except Exception as error:  # never its words
        log.error("A message could not be looked through: %s", type(error).__name__)
        return None


def as_text(marks: tuple[Mark, ...]) -> str:
    """As they are kept, sealed."""
    return json.dumps([asdict(mark) for mark in marks])


def rules_of(flag: Flag, key: KeyRing | None) -> list[Rule]:
    """The marks of a flag, in order; none where it could not be checked, or is erased."""
    if key is None or flag.marks is None:
        return []
    return marked.rules_in(opened(key, flag.message_id, "marks", flag.marks))


def told(flag: Flag, key: KeyRing) -> dict[str, Any]:
    """A flag as a page of staff is told it."""
    marks = [asdict(rule) for rule in rules_of(flag, key)]
    return {"id": str(flag.pk), "kind": flag.kind, "marks": marks, "outcome": flag.outcome}


def visible(viewer: User) -> Any:
    """Of conversations the viewer works in, and of teams where they supervise."""
    return marked.visible(Flag, viewer).select_related("message__author")


def waiting(viewer: User, page: Any) -> "Page[Flag]":
    """Those that nobody has answered, the oldest first. Without their words."""
    return Paginator(visible(viewer).open().order_by("created_at"), A_PAGE).get_page(page)


def unanswered_in(viewer: User) -> dict[UUID, list[dt.datetime]]:
    """Of what the viewer supervises: since when marks wait for an answer, by conversation, the oldest first."""
    rows = Flag.objects.open().within(viewer.reach(Permission.CONVERSATION_SUPERVISE)).order_by("created_at")
    beside = ClosingWords.objects.open().within(viewer.reach(Permission.CONVERSATION_SUPERVISE)).order_by("created_at")
    found: dict[UUID, list[dt.datetime]] = {}
    for conversation, at in [
        *rows.values_list("message__conversation_id", "created_at"),
        *beside.values_list("author__conversation_id", "created_at"),
    ]:
        found.setdefault(conversation, []).append(at)
    return {conversation: sorted(since) for conversation, since in found.items()}


def open_in(conversations: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Of these, by conversation: the marks that nobody has answered, in messages and beside them. Two queries."""
    ids = set(conversations)
    rows = Flag.objects.open().filter(message__conversation__in=ids).order_by("created_at")
    beside = ClosingWords.objects.open().filter(author__conversation__in=ids).order_by("created_at")
    found: dict[UUID, list[UUID]] = {}
    for conversation, id in [
        *rows.values_list("message__conversation_id", "pk"), *beside.values_list("author__conversation_id", "pk")
    ]:  # fmt: skip
        found.setdefault(conversation, []).append(id)
    return found


def get_visible(id: UUID, viewer: User) -> Flag:
    """Raises: NotFound."""
    found = visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def shown(flag: Flag) -> Shown[Flag]:
    """With the words it is about, as they were written: also when they were taken back since."""
    message, conversation = flag.message, flag.message.conversation
    if conversation.key is None:
        return Shown(flag, [], [])
    key = conversation.opened_key
    return marked.shown(flag, opened(key, message.pk, "body", message.body), rules_of(flag, key))


def of_conversation(id: UUID) -> list[Shown[Flag]]:
    """All of one conversation in the order of its messages."""
    rows = Flag.objects.filter(message__conversation=id).select_related("message__conversation", "answered_by")
    return [shown(flag) for flag in rows.order_by("message__created_at")]


def of_messages(ids: Iterable[UUID]) -> dict[UUID, Shown[Flag]]:
    """The marks of these messages with their words, by message."""
    rows = Flag.objects.filter(message__in=list(ids)).select_related("message__conversation", "answered_by")
    return {flag.message_id: shown(flag) for flag in rows}


def for_messages(ids: set[UUID]) -> dict[UUID, Flag]:
    """One query; none where no message is asked for."""
    return {flag.message_id: flag for flag in Flag.objects.filter(message__in=ids)} if ids else {}
