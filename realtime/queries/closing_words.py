"""What young people wrote beside a chat as it came to its end: what asks for an answer, and one with its words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import FlagKind
from realtime.models import ClosingWords
from realtime.queries import flag

#: As many as are shown on the page of marked words; of more, the oldest.
A_PAGE = 30


@dataclass(frozen=True)
class Shown:
    """With the words, for whoever may read them."""

    kept: ClosingWords
    pieces: list[tuple[str, str]]
    names: list[str]

    @property
    def is_checked(self) -> bool:
        return self.kept.kind == FlagKind.MARKED

    @property
    def is_late(self) -> bool:
        return not self.kept.outcome and clock.now() - self.kept.created_at > flag.LATE_AFTER


def visible(viewer: User) -> Any:
    """Of conversations the viewer works in, and of teams where they supervise."""
    rows = ClosingWords.objects.within(viewer.reach(Permission.CONVERSATION_SUPERVISE)) | ClosingWords.objects.filter(
        author__conversation__participants__in=flag.working(viewer)
    )
    return rows.distinct().select_related("author__conversation__team", "answered_by")


def waiting(viewer: User) -> list[ClosingWords]:
    """Those that nobody has answered, the oldest first. Without the words."""
    return list(visible(viewer).open().order_by("created_at", "pk")[:A_PAGE])


def get_visible(id: UUID, viewer: User) -> ClosingWords:
    """Raises: NotFound."""
    found: ClosingWords | None = visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def shown(kept: ClosingWords) -> Shown:
    conversation = kept.author.conversation
    if conversation.key is None:
        return Shown(kept, [], [])
    key = conversation.opened_key
    marks = flag.rules_in(kept.say(key, "marks") or "[]")
    return Shown(kept, flag.pieces(kept.say(key, "words"), marks), list(dict.fromkeys(mark.name for mark in marks)))


def of_conversation(id: UUID) -> list[Shown]:
    """All of one conversation, the oldest first."""
    rows = ClosingWords.objects.filter(author__conversation=id).select_related("author__conversation", "answered_by")
    return [shown(one) for one in rows.order_by("created_at")]


def last(author: UUID, written_in: str) -> ClosingWords | None:
    """What was kept last of what somebody wrote there."""
    return ClosingWords.objects.filter(author=author, written_in=written_in).order_by("-created_at").first()


def unanswered(older_than: dt.timedelta, told: int) -> list[UUID]:
    """Those that have waited so long, of which others were told less often than this."""
    late = ClosingWords.objects.open().filter(created_at__lt=clock.now() - older_than, told__lt=told)
    return list(late.values_list("pk", flat=True))
