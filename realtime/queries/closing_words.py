"""What young people wrote beside a chat as it came to its end: what asks for an answer, and one with its words."""

from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core.errors import NotFound
from realtime.models import ClosingWords
from realtime.queries import marked
from realtime.queries.marked import Shown

#: As many as are shown on the page of marked words; of more, the oldest.
A_PAGE = 30


def visible(viewer: User) -> Any:
    """Of conversations the viewer works in, and of teams where they supervise."""
    return marked.visible(ClosingWords, viewer)


def waiting(viewer: User) -> list[ClosingWords]:
    """Those that nobody has answered, the oldest first. Without the words."""
    return list(visible(viewer).open().order_by("created_at", "pk")[:A_PAGE])


def get_visible(id: UUID, viewer: User) -> ClosingWords:
    """Raises: NotFound."""
    found: ClosingWords | None = visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def shown(kept: ClosingWords) -> Shown[ClosingWords]:
    conversation = kept.author.conversation
    if conversation.key is None:
        return Shown(kept, [], [])
    key = conversation.opened_key
    return marked.shown(kept, kept.say(key, "words"), marked.rules_in(kept.say(key, "marks") or "[]"))


def of_conversation(id: UUID) -> list[Shown[ClosingWords]]:
    """All of one conversation, the oldest first."""
    rows = ClosingWords.objects.filter(author__conversation=id).select_related("author__conversation", "answered_by")
    return [shown(one) for one in rows.order_by("created_at")]


def last(author: UUID, written_in: str) -> ClosingWords | None:
    """What was kept last of what somebody wrote there."""
    return ClosingWords.objects.filter(author=author, written_in=written_in).order_by("-created_at").first()
