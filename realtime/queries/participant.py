"""Who is in which conversation, and what it takes to be there, read together for many at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core.crypto import KeyRing, envelope
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
        return Conversation(pk=self.conversation_id, team_id=self.team_id, kind=self.kind, key=self.key)


_COLUMNS = (
    "id", "user_id", "user__is_active", "part", "left_at", "conversation_id", "conversation__kind",
    "conversation__team_id", "conversation__state", "conversation__epoch", "conversation__helps_id",
    "conversation__key", "pause", "conversation__goodbye_id", "conversation__ends_at",
)  # fmt: skip


def by_id(ids: Iterable[UUID]) -> dict[UUID, Who]:
    """These participants, wherever they are. One query."""
    return {who.id: who for who in _read(Participant.objects.filter(pk__in=set(ids)))}


def of(user: User, conversations: Iterable[UUID]) -> dict[UUID, Who]:
    """As what `user` takes part in these conversations, by conversation; also where they have left. One query."""
    rows = Participant.objects.filter(user=user, conversation__in=set(conversations))
    return {who.conversation_id: who for who in _read(rows)}


def pauses_of(conversation: UUID) -> list[tuple[str, dt.datetime]]:
    """Of those whom it is for and who are away from it: why, and since when."""
    rows = Participant.objects.filter(conversation=conversation, part=Part.PERSON, left_at=None).exclude(pause="")
    return list(rows.order_by().values_list("pause", "paused_at"))


def _read(rows: Any) -> Iterable[Who]:
    for row in rows.order_by().values_list(*_COLUMNS):
        id, user, is_active, part, left_at, *rest = row
        yield Who(id, user, is_active, part, left_at is not None, *rest)
