"""What conversations tell, after the commit."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID


@dataclass(frozen=True)
class Happened:
    """Something was written in these streams; of each, its new head. Only heads leave this process.

    `told` is the same as its own pages are told it, of the streams in which messages were all that happened; they
    are served what has just been committed without asking the database for it again.
    """

    heads: dict[int, int]
    told: dict[int, list[dict[str, Any]]] = field(default_factory=dict, repr=False)


class Words(NamedTuple):
    """What somebody wrote, and where it is kept."""

    message_id: UUID
    conversation_id: UUID
    words: str


@dataclass(frozen=True)
class Written:
    """These were kept, and are to be looked through for danger words. Never leaves this process."""

    messages: tuple[Words, ...] = field(repr=False)


@dataclass(frozen=True)
class PeopleChanged:
    """Somebody left, was handed over, or the conversation ended: open connections must ask again."""

    conversation_id: UUID


@dataclass(frozen=True)
class IdentityOpened:
    """Two people agreed to open who a young person under a nickname really is."""

    identity_id: UUID
    opening_id: UUID


@dataclass(frozen=True)
class HoursChanged:
    """The opening hours or the rota of a counselling service are not what they were."""

    service_id: UUID
