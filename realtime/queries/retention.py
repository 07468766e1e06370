"""What has been kept for as long as it should be, and what was decided about it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from cms.posts.queries import post as posts
from mhst.access import check
from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.enums import ConversationState, RetentionKind
from realtime.models import Conversation, Destruction, FirstWords, RetentionClass, Service, Visit

A_PAGE, AT_ONCE = 50, 500


def classes() -> list[RetentionClass]:
    return list(RetentionClass.objects.select_related("settled_by"))


def settling() -> list[Team]:
    """The teams that counsel, of which one settles what belongs to no team; the one that was there first at the top."""
    services = Service.objects.select_related("team").order_by("created_at", "pk")
    return list(dict.fromkeys(service.team for service in services))


def overdue(kept: RetentionClass, now: dt.datetime) -> list[Destruction]:
    """What of this class has had its time and is not listed yet, as rows to be written; the oldest first.

    A chat in which somebody may have been in danger is kept with what was done about it.
    """
    before = now - dt.timedelta(days=kept.keep_days)
    if kept.kind == RetentionKind.VISIT:
        visits = Visit.objects.filter(ended_at__lt=before, conversation=None, destruction=None)
        visits = visits.exclude(first_words__in=FirstWords.objects.open())  # somebody reads them first
        rows = visits.order_by("ended_at").values_list("pk", "service__team_id", "ended_at")[:AT_ONCE]
        return [Destruction(kind=kept.kind, visit_id=id, team_id=team, ended_at=at) for id, team, at in rows]
    if kept.kind == RetentionKind.POST:
        return _posts(kept, before)
    ended = Conversation.objects.filter(kind=kept.kind, state=ConversationState.ENDED, destruction=None)
    found = (
        ended.filter(ended_at__lt=before, escalations=None)
        .order_by("ended_at")
        .values_list("pk", "team_id", "ended_at")[:AT_ONCE]
    )
    return [Destruction(kind=kept.kind, conversation_id=id, team_id=team, ended_at=at) for id, team, at in found]


def _posts(kept: RetentionClass, before: dt.datetime) -> list[Destruction]:
    """Posts belong to no team: the one that was chosen settles them, else the first that counsels."""
    team = kept.settled_by or next(iter(settling()), None)
    if team is None:
        return []
    listed = Destruction.objects.exclude(post=None).values_list("post", flat=True)
    found = posts.not_shown_since(before, besides=listed)[:AT_ONCE]
    return [Destruction(kind=RetentionKind.POST, post_id=id, team=team, ended_at=at) for id, at in found]


def visible(viewer: User) -> Any:
    rows = check.visible(Destruction.objects.all(), viewer, Permission.CONVERSATION_ERASE)
    return rows.select_related("team", "first_by", "second_by", "kept_by")


def due(viewer: User, page: Any) -> "Page[Destruction]":
    """What waits for somebody's word, the oldest first."""
    return Paginator(visible(viewer).open().order_by("ended_at", "pk"), A_PAGE).get_page(page)


def settled(viewer: User, page: Any) -> "Page[Destruction]":
    """What was destroyed or kept, the newest first."""
    rows = visible(viewer)
    rows = rows.exclude(done_at=None) | rows.exclude(kept_because="")
    return Paginator(rows.order_by("-done_at", "-ended_at", "pk"), A_PAGE).get_page(page)


def chosen(ids: Iterable[str], viewer: User) -> list[Destruction]:
    """Those of these that still wait and that the viewer may see. What names none is passed over."""
    wanted = {found for id in ids if (found := _uuid(id)) is not None}
    return list(visible(viewer).open().filter(pk__in=wanted).order_by("pk"))


def _uuid(id: str) -> UUID | None:
    try:
        return UUID(id)
    except ValueError:
        return None
