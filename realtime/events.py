"""What conversations tell, after the commit."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Happened:
    """Something was written in these streams; of each, its new head. Carries no words."""

    heads: dict[int, int]


@dataclass(frozen=True)
class PeopleChanged:
    """Somebody left, was handed over, or the conversation ended: open connections must ask again."""

    conversation_id: UUID


@dataclass(frozen=True)
class HoursChanged:
    """The opening hours or the rota of a counselling service are not what they were."""

    service_id: UUID
