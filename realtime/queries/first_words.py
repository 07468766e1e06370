"""What young people wrote before they waited: what asks for an answer, and one with its words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min

from mhst.access.models import User
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from realtime.enums import FlagKind, KeptBecause
from realtime.models import Escalation, FirstWords, Visit
from realtime.queries import escalation, letter, marked

A_PAGE = 30


@dataclass(frozen=True)
class Shown:
    """Beside a chat, or on a page of its own. `kept` is None where they picked feelings alone."""

    visit: Visit
    kept: FirstWords | None
    pieces: list[tuple[str, str]]
    names: list[str]

    @property
    def is_unchecked(self) -> bool:
        return self.kept is not None and self.kept.kind == FlagKind.NOT_CHECKED

    @property
    def asks(self) -> bool:
        """Whether marks in it wait for somebody's answer."""
        return self.kept is not None and bool(self.kept.kind) and not self.kept.outcome


def shown(visit: Visit, kept: FirstWords | None) -> Shown:
    marks = marked.rules_in(kept.marks) if kept is not None and kept.marks else []
    return Shown(visit, kept, marked.pieces(visit.on_mind, marks), marked.names_of(marks))


def of_conversation(id: UUID) -> Shown | None:
    """What whom a chat is for said before it; None where that is nothing. Two queries, for staff in it alone."""
    visit = Visit.objects.filter(conversation=id).select_related("service", "holder").first()
    if visit is None or not (visit.on_mind or visit.feelings):
        return None
    return shown(visit, FirstWords.objects.filter(visit=visit).select_related("answered_by").first())


def of_visit(visit: Visit) -> Shown:
    """What somebody said who is offered to a counsellor. One query."""
    return shown(visit, FirstWords.objects.filter(visit=visit).first())


def visible(viewer: User) -> Any:
    """Of services that the viewer supervises, and of whom they talk with."""
    mine = FirstWords.objects.filter(visit__holder=viewer) if viewer.can(Permission.CONVERSATION_COUNSEL) else None
    rows = FirstWords.objects.within(viewer.reach(Permission.CONVERSATION_SUPERVISE))
    rows = rows if mine is None else rows | mine
    return rows.select_related("visit__service__team", "visit__visitor__user", "visit__holder", "answered_by")


def waiting(viewer: User, page: Any) -> "Page[FirstWords]":
    """Those that ask for an answer, the oldest first. Without the words."""
    return Paginator(visible(viewer).open().order_by("created_at", "pk"), A_PAGE).get_page(page)


def count(viewer: User) -> tuple[int, dt.datetime | None]:
    """How many ask for an answer of whoever supervises, and since when the oldest does."""
    rows = FirstWords.objects.open().within(viewer.reach(Permission.CONVERSATION_SUPERVISE))
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min("created_at"))
    return found["count"], found["oldest"]


def marked_in(conversations: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of these, by conversation: what was said before it, where marks in it wait for an answer. One query."""
    rows = FirstWords.objects.marked().filter(visit__conversation__in=set(conversations)).order_by()
    return dict(rows.values_list("visit__conversation", "pk"))


def kept_with(raised: Escalation, viewer: User) -> list[FirstWords]:
    """What whom a concern is about wrote before a chat, and is kept as it belongs to one."""
    if raised.about is None:
        return []
    rows = visible(viewer).filter(visit__visitor__user=raised.about.user_id)
    return list(rows.filter(visit__destruction__kept_because=KeptBecause.SAFEGUARDING).order_by("created_at"))


def concerns_about(visit: Visit) -> list[tuple[Escalation, Any]]:
    """The open ones about somebody who has no chat, as they hang on the messages between visits with them."""
    known = letter.open_of(visit.visitor)
    return escalation.standing_in(known) if known is not None else []


def get_visible(id: UUID, viewer: User) -> FirstWords:
    """Raises: NotFound."""
    found: FirstWords | None = visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found
