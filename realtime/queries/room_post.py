"""Posts of a group room: those that wait, those that were decided about, and what became of one's own."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from realtime.enums import Audience, GroupRoomState, MessageState, Part, PostReason
from realtime.models import Flag, GroupRoom, Message
from realtime.models.message import opened
from realtime.queries import flag
from realtime.queries.marked import Shown

#: How long a held post may wait: until it is late, a second moderator sees to it, supervisors are told.
MINUTES_FROM = 120
TARGET, SECOND, SUPERVISOR = (dt.timedelta(seconds=seconds) for seconds in (60, 120, 300))
A_PAGE, NEWEST = 30, 20


@dataclass(frozen=True)
class Held:
    """A post that waits, and its clock."""

    message: Message
    name: str
    words: str
    waited: dt.timedelta
    marked: Shown[Flag] | None = None
    is_for_somebody_else: bool = False  # the viewer asked for the second opinion

    @property
    def key(self) -> str:
        return f"{self.message.author_id} {self.message.mid}"

    @property
    def waits(self) -> str:
        """For how long, in words."""
        seconds = int(self.waited.total_seconds())
        return f"{seconds} seconds" if seconds < MINUTES_FROM else f"{seconds // 60} minutes"

    @property
    def standing(self) -> tuple[str, str]:
        """How urgent it is, in words and as a colour."""
        if self.waited >= SUPERVISOR:
            return "Supervisors were told", "red"
        if self.waited >= SECOND:
            return "A second moderator sees to it", "orange"
        return ("Late", "yellow") if self.waited >= TARGET else ("Waits", "grey")


@dataclass(frozen=True)
class Post:
    """A post as it was written, what others read where that is something else, the moderator's word to its author, and
    how it stands."""

    message: Message
    name: str
    words: str | None
    changed: str | None
    word: str | None

    @property
    def state(self) -> str:
        return self.message.state

    @property
    def reason(self) -> str:
        """Why it is not shown."""
        return str(PostReason(self.message.reason).label) if self.message.reason else ""


def held(room: GroupRoom, moderator: UUID | None = None, number: Any = 1) -> "Page[Any]":
    """The posts that wait, the oldest first, for `moderator` to decide about. A page of them, whatever their number."""
    rows = _in(room).filter(state=MessageState.HELD).select_related("author").order_by("created_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(number)
    found, now, key = list(page.object_list), clock.now(), room.conversation.opened_key
    flags = flag.of_messages(row.pk for row in found)
    page.object_list = [
        Held(
            row, row.author.name, opened(key, row.pk, "body", row.body), now - row.created_at, flags.get(row.pk),
            row.has_second and row.second_by_id == moderator,
        )
        for row in found
    ]  # fmt: skip
    return page


def waiting_in(room: GroupRoom) -> int:
    """How many posts wait in it."""
    return int(_in(room).filter(state=MessageState.HELD).count())


def late(now: dt.datetime, after: dt.timedelta) -> list[UUID]:
    """Posts of open rooms that have waited for so long, and not for longer than an hour more."""
    rows = Message.objects.filter(
        state=MessageState.HELD, conversation__group_room__state=GroupRoomState.OPEN,
        created_at__lte=now - after, created_at__gt=now - after - dt.timedelta(hours=1),
    )  # fmt: skip
    return list(rows.values_list("pk", flat=True))


def shown(room: GroupRoom) -> list[Post]:
    """The newest that are shown, to take one down."""
    newest = _of_people(room).filter(state=MessageState.SHOWN).order_by("-created_at", "-pk")
    return _opened(room, newest[:NEWEST])


def decided(room: GroupRoom, number: Any = 1) -> "Page[Any]":
    """All that no longer wait, the newest first: shown, changed, taken down, not shown and taken back."""
    rows = _of_people(room).exclude(state=MessageState.HELD).order_by("-created_at", "-pk")
    page = Paginator(rows if room.conversation.key else rows.none(), A_PAGE).get_page(number)
    page.object_list = _opened(room, page.object_list)
    return page


def mine(room: GroupRoom, user: User) -> list[Post]:
    """What became of one's own posts, the newest first: also how a moderator changed one. Those that still wait, were
    changed or have a word to them are always there, however many came since."""
    if room.conversation.key is None:
        return []
    rows = _of(room, user)
    newest = list(rows.values_list("pk", flat=True)[:A_PAGE])
    to_be_told = Q(state=MessageState.HELD) | Q(changed__isnull=False) | Q(word__isnull=False)
    return _opened(room, rows.filter(Q(pk__in=newest) | to_be_told))


def all_mine(room: GroupRoom, user: User, number: Any = 1) -> "Page[Any]":
    """All of one's own, a page at a time."""
    rows = _of(room, user)
    page = Paginator(rows if room.conversation.key else rows.none(), A_PAGE).get_page(number)
    page.object_list = _opened(room, page.object_list)
    return page


def count_mine(room: GroupRoom, user: User) -> int:
    return int(_of(room, user).count())


def _in(room: GroupRoom) -> Any:
    return Message.objects.filter(conversation=room.conversation_id)


def _of_people(room: GroupRoom) -> Any:
    return _in(room).filter(audience=Audience.OPEN, author__part=Part.PERSON).select_related("author")


def _of(room: GroupRoom, user: User) -> Any:
    rows = _in(room).filter(author__user=user, audience=Audience.OPEN).select_related("author")
    return rows.order_by("-created_at", "-pk")


def _opened(room: GroupRoom, rows: Any) -> list[Post]:
    found = list(rows)
    if not found:
        return []
    key = room.conversation.opened_key
    return [_post(row, key) for row in found]


def _post(row: Message, key: Any) -> Post:
    """What was taken back has no words."""
    was_taken_back = row.state == MessageState.WITHDRAWN
    return Post(
        row, row.author.name,
        None if was_taken_back else opened(key, row.pk, "body", row.body),
        opened(key, row.pk, "changed", row.changed) if row.changed and not was_taken_back else None,
        opened(key, row.pk, "word", row.word) if row.word else None,
    )  # fmt: skip
