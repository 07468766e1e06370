"""What people know of something before they agree that it is destroyed: whose, why, and what is beside it; no words."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from realtime.enums import ASKED_FOR, Part
from realtime.models import (
    DeletionDecision,
    Destruction,
    FirstWords,
    Identity,
    Lifting,
    Participant,
    RetentionClass,
    WorkerNote,
)
from realtime.queries import beyond, first_words, flag

#: What is read of each together with it.
WITH = ("conversation__group_room", "conversation__helps", "visit__visitor__user", "visitor__user", "post")
#: So many of a room by name; of the others their number.
A_FEW = 3


@dataclass(frozen=True)
class Listed:
    """`whose` and `helped` are the names that were used in it. `keep_days` is how long its class is kept by now."""

    destruction: Destruction
    whose: str
    helped: str
    keep_days: int
    decision: DeletionDecision | None
    beside: list[str]
    liftings: list[Lifting]
    address: str = field(default="")
    is_in_record: bool = field(default=False)
    standing: beyond.Standing | None = field(default=None)

    @property
    def asked_at(self) -> dt.datetime | None:
        """When the young person asked for it."""
        conversation = self.destruction.conversation
        return conversation.deletion_asked_at if conversation else None

    @property
    def can_be_asked_for(self) -> bool:
        return self.destruction.kind in ASKED_FOR

    @property
    def ended_at(self) -> dt.datetime | None:
        """None of what goes on."""
        if self.standing is not None:
            return self.standing.ended_at
        conversation = self.destruction.conversation
        return conversation.ended_at if conversation else self.destruction.ended_at

    @property
    def has_had_its_time(self) -> bool:
        """By how long its class is kept now; what is listed stays listed when that is changed."""
        return self.ended_at is not None and clock.now() - self.ended_at >= dt.timedelta(days=self.keep_days)

    @property
    def is_due_once_lifted(self) -> bool:
        """What was kept before its time is not due when nothing keeps it any more, nor what is part of a record; the
        rest was listed."""
        if self.is_in_record:
            return False
        goes_by_time = bool(self.destruction.conversation or self.destruction.beyond) and self.asked_at is None
        return self.has_had_its_time if goes_by_time else True


#: Whoever has conversations of kinds of their own says what these are called, by their ids.
Named = Callable[[list[UUID]], dict[UUID, str]]
_named: list[Named] = []
#: And what else is to be known of each before it is destroyed.
Known = Callable[[list[UUID]], dict[UUID, list[str]]]
_known: list[Known] = []


def add_names(named: Named) -> None:
    """Ask this one too; once, however often an app starts."""
    if named not in _named:
        _named.append(named)


def add_beside(known: Known) -> None:
    """Ask this one too; once, however often an app starts."""
    if known not in _known:
        _known.append(known)


def shown(rows: list[Destruction], viewer: User) -> list[Listed]:
    """The same number of queries for one and for many."""
    chats = [one.conversation_id for one in rows if one.conversation_id]
    titles: dict[UUID | None, str] = {id: title for named in _named for id, title in named(chats).items()}
    others = [one.beyond for one in rows if one.beyond]
    called: dict[UUID | None, str] = dict(beyond.names(others).items())
    in_records, standing = _in_records([*chats, *others]), beyond.standing(others)
    whose, beside, address = _names(chats), _beside(rows, chats), _addresses(rows, chats, viewer)
    days = dict(RetentionClass.objects.order_by().values_list("kind", "keep_days"))
    decisions = DeletionDecision.objects.filter(conversation__in=chats).select_related("decided_by")
    decided = {one.conversation_id: one for one in decisions}
    lifted: dict[UUID, list[Lifting]] = {}
    for one in Lifting.objects.filter(destruction__in=rows).select_related("lifted_by", "kept_by"):
        lifted.setdefault(one.destruction_id, []).append(one)
    return [
        Listed(
            one, titles.get(one.conversation_id) or called.get(one.beyond) or _whose(one, whose), _helped(one),
            days.get(one.kind, 0), decided.get(one.conversation_id), beside[one.pk], lifted.get(one.pk, []),
            address.get(one.pk, ""), (one.conversation_id or one.beyond) in in_records,
            standing.get(one.beyond) if one.beyond else None,
        )
        for one in rows
    ]  # fmt: skip


def _in_records(ids: list[UUID]) -> set[UUID]:
    return {id for of_records in beyond.IN_RECORDS.values() for id in of_records(ids)} if ids else set()


def _names(chats: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Participant.objects.filter(conversation__in=chats, part=Part.PERSON).order_by("joined_at")
    for id, name in rows.values_list("conversation_id", "name"):
        found.setdefault(id, []).append(name)
    return found


def _whose(one: Destruction, names: dict[UUID, list[str]]) -> str:
    visitor = one.visit.visitor if one.visit else one.visitor
    if visitor is not None:
        return str(visitor.user.name)
    if one.post is not None:
        return str(one.post.nickname)
    called = names.get(one.conversation_id, []) if one.conversation_id else []
    more = f" and {len(called) - A_FEW} more" if len(called) > A_FEW else ""
    room = getattr(one.conversation, "group_room", None)
    told = ", ".join(called[:A_FEW]) + more
    return f"{room.title}: {told or 'nobody came'}" if room is not None else told


def _helped(one: Destruction) -> str:
    helps = one.conversation.helps if one.conversation else None
    return helps.name if helps is not None else ""


def _beside(rows: list[Destruction], chats: list[UUID]) -> dict[UUID, list[str]]:
    """What goes with it, or waits for somebody's answer."""
    open_marks = Counter({id: len(marks) for id, marks in flag.open_in(chats).items()})
    open_marks.update(first_words.marked_in(chats).keys())
    visits = FirstWords.objects.marked().filter(visit__in=[one.visit_id for one in rows if one.visit_id])
    open_marks.update(visits.order_by().values_list("visit", flat=True))
    notes = set(WorkerNote.objects.filter(conversation__in=chats).order_by().values_list("conversation", flat=True))
    kept = Identity.objects.filter(person__conversation__in=chats, words__isnull=False).order_by()
    known = set(kept.values_list("person__conversation", flat=True))
    more = _told_above([*chats, *(one.beyond for one in rows if one.beyond)])
    return {
        one.pk: _told(one.conversation_id or one.visit_id, open_marks, notes, known)
        + more.get(one.conversation_id or one.beyond, [])
        for one in rows
    }


def _told_above(ids: list[UUID]) -> dict[UUID | None, list[str]]:
    return {id: told for known in _known for id, told in known(ids).items()} if ids else {}


def _told(id: UUID | None, open_marks: "Counter[Any]", notes: set[UUID], known: set[UUID]) -> list[str]:
    marks = open_marks[id]
    told = {
        f"{marks} marked {'word waits' if marks == 1 else 'words wait'} for an answer": marks,
        "A counsellor's note": id in notes,
        "Who they are, in the vault": id in known,
    }
    return [words for words, is_so in told.items() if is_so]


def _addresses(rows: list[Destruction], chats: list[UUID], viewer: User) -> dict[UUID, str]:
    """Where the viewer may read it already: what they are in, or look after."""
    mine = Participant.objects.filter(conversation__in=chats, user=viewer, left_at=None).order_by()
    said = first_words.visible(viewer).filter(visit__in=[one.visit_id for one in rows if one.visit_id]).order_by()
    ways = dict.fromkeys(mine.values_list("conversation", flat=True), "conversation")
    before = dict(said.values_list("visit", "pk"))
    found = {one.pk: reverse("conversation", args=[one.conversation_id]) for one in rows if one.conversation_id in ways}
    found |= {one.pk: reverse("first-words-one", args=[before[one.visit_id]]) for one in rows if one.visit_id in before}
    if viewer.can(Permission.CONVERSATION_MODERATE):
        found |= {one.pk: reverse("posts-moderate-post", args=[one.post_id]) for one in rows if one.post_id}
    return found
