"""Who is in which conversation, and what it takes to be there, read together for many at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from mhst.access.models import User
from mhst.core.crypto import KeyRing, envelope
from mhst.core.statements import run
from realtime.enums import ConversationState, Part
from realtime.models import Conversation, Participant
from realtime.models.conversation import place_of_key


@dataclass(frozen=True, slots=True)
class Who:
    """A participant, and of their conversation what decides what they may do now."""

    id: UUID
    user_id: UUID
    is_active: bool
    part: str
    has_left: bool
    conversation_id: UUID
    kind: str
    team_id: UUID
    state: str
    epoch: int
    helps_id: UUID | None
    key: bytes | None
    pause: str
    goodbye_id: UUID | None
    ends_at: dt.datetime | None

    @property
    def is_staff(self) -> bool:
        return self.part != Part.PERSON

    @property
    def is_open(self) -> bool:
        return self.state == ConversationState.OPEN

    @property
    def opened_key(self) -> KeyRing:
        """What opens the words of the conversation. Raises: CannotOpen."""
        return envelope.opened(bytes(self.key or b""), about=place_of_key(self.conversation_id))

    @property
    def conversation(self) -> Conversation:
        """Enough of it to ask who may."""
        return _conversation(self.conversation_id, self.team_id, self.kind)


@lru_cache(maxsize=1024)
def _conversation(id: UUID, team: UUID, kind: str) -> Conversation:
    return Conversation(pk=id, team_id=team, kind=kind)


_COLUMNS = (
    "id", "user_id", "user__is_active", "part", "left_at", "conversation_id", "conversation__kind",
    "conversation__team_id", "conversation__state", "conversation__epoch", "conversation__helps_id",
    "conversation__key", "pause", "conversation__goodbye_id", "conversation__ends_at",
)  # fmt: skip


def by_id(ids: Iterable[UUID]) -> dict[UUID, Who]:
    """These participants, wherever they are. One query."""
    rows = [(id,) for id in set(ids)]
    if not rows:
        return {}
    return {who.id: who for who in map(from_row, run(_by_id(connection.vendor)[0], rows))}


def of(user: User, conversations: Iterable[UUID]) -> dict[UUID, Who]:
    """As what `user` takes part in these conversations, by conversation; also where they have left. One query."""
    rows = Participant.objects.filter(user=user, conversation__in=set(conversations))
    return {who.conversation_id: who for who in _read(rows)}


def pauses_of(conversation: UUID) -> list[tuple[str, dt.datetime]]:
    """Of those whom it is for and who are away from it: why, and since when. Who has stopped a chat is not expected
    back."""
    rows = Participant.objects.filter(conversation=conversation, part=Part.PERSON, left_at=None).exclude(pause="")
    rows = rows.exclude(conversation__visit__was_stopped=True)
    return list(rows.order_by().values_list("pause", "paused_at"))


def names_in(conversation: UUID) -> str:
    """By which names those go whom it is for, also when they have left."""
    rows = Participant.objects.filter(conversation=conversation, part=Part.PERSON).order_by("joined_at")
    return ", ".join(rows.values_list("name", flat=True))


def _read(rows: Any) -> Iterable[Who]:
    return map(_who, rows.order_by().values_list(*_COLUMNS))


@lru_cache(maxsize=4096)
def from_row(row: tuple[Any, ...]) -> Who:
    """What is asked for by `columns`. The same row is the same participant: its values are not read anew for each of
    their messages."""
    _, compiler, converters = _by_id(connection.vendor)
    (found,) = compiler.apply_converters([row], converters)
    return _who(found)


def _who(row: Sequence[Any]) -> Who:
    id, user, is_active, part, left_at, *rest = row
    return Who(id, user, is_active, part, left_at is not None, *rest)


@cache
def _by_id(vendor: str) -> tuple[str, Any, Any]:
    """What the ORM would ask for one, worked out once, with room for many; and what makes its values of ours."""
    query = Participant.objects.filter(pk=UUID(int=0)).order_by().values_list(*_COLUMNS).query
    compiler = query.get_compiler(connection=connection)
    asks, _ = compiler.as_sql()
    return asks.replace("= %s", "IN (VALUES {rows})"), compiler, compiler.get_converters(s[0] for s in compiler.select)


def columns(vendor: str, id: str) -> tuple[str, str]:
    """What to ask for and what to join with, in a question that asks for more: of the participant with this id, if
    there is one."""
    asks, _, _ = _by_id(vendor)
    names, _, tables = asks.removeprefix("SELECT ").partition(" WHERE ")[0].partition(" FROM ")
    first, *others = tables.split(" INNER JOIN ")
    return names, " ".join(f"LEFT JOIN {table}" for table in (f"{first} ON {first}.id = {id}", *others))
