"""What has been kept for as long as it should be, and what was decided about it."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F, Q

from cms.posts.queries import post as posts
from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.enums import KEPT_AS, ConversationState, RetentionKind
from realtime.models import (
    Conversation,
    Destruction,
    Escalation,
    FirstWords,
    Participant,
    RetentionClass,
    Service,
    Visit,
)
from realtime.queries import account, beyond, listing
from realtime.queries.rota import has_counselling

A_PAGE, AT_ONCE = 50, 500


def classes() -> list[RetentionClass]:
    return list(RetentionClass.objects.select_related("settled_by"))


def settling() -> list[Team]:
    """The teams that counsel, of which one settles what belongs to no team; the one that was there first at the top."""
    services = Service.objects.select_related("team").order_by("created_at", "pk")
    return list(dict.fromkeys(service.team for service in services))


def overdue(kept: RetentionClass, now: dt.datetime) -> list[Destruction]:
    """What of this class has had its time and is not listed yet, as rows to be written; the oldest first.

    A chat in which somebody may have been in danger is kept with what was done about it, and what is part of a young
    person's record with that.
    """
    before = now - dt.timedelta(days=kept.keep_days)
    if kept.kind == RetentionKind.VISIT:
        visits = Visit.objects.filter(ended_at__lt=before, conversation=None, destruction=None)
        visits = visits.exclude(first_words__in=FirstWords.objects.open())  # somebody reads them first
        rows = visits.order_by("ended_at").values_list("pk", "service__team_id", "ended_at")[:AT_ONCE]
        return [Destruction(kind=kept.kind, visit_id=id, team_id=team, ended_at=at) for id, team, at in rows]
    if kept.kind == RetentionKind.POST:
        return _posts(kept, before)
    if kept.kind in beyond.KEPT:
        return _beyond(kept, before)
    if kept.kind == RetentionKind.ACCOUNT:
        quiet = account.quiet_since(before)[:AT_ONCE]
        return [Destruction(kind=kept.kind, visitor_id=id, team_id=team, ended_at=at) for id, team, at in quiet]
    kinds = [name for name, kept_as in KEPT_AS.items() if kept_as == kept.kind]
    ended = Conversation.objects.filter(kind__in=kinds, state=ConversationState.ENDED, destruction=None)
    if kept.kind in beyond.IN_RECORDS:
        ended = ended.exclude(pk__in=beyond.IN_RECORDS[kept.kind]())
    found = (
        ended.filter(ended_at__lt=before, escalations=None)
        .order_by("ended_at")
        .values_list("pk", "team_id", "ended_at")[:AT_ONCE]
    )
    return [Destruction(kind=kept.kind, conversation_id=id, team_id=team, ended_at=at) for id, team, at in found]


def _beyond(kept: RetentionClass, before: dt.datetime) -> list[Destruction]:
    listed = Destruction.objects.exclude(beyond=None).values("beyond")
    ended = islice(beyond.KEPT[kept.kind].ended(before, listed), AT_ONCE)
    return [Destruction(kind=kept.kind, beyond=id, team_id=team, ended_at=at) for id, team, at in ended]


def _posts(kept: RetentionClass, before: dt.datetime) -> list[Destruction]:
    """Posts belong to no team: the one that was chosen settles them, else the first that counsels."""
    team = kept.settled_by or next(iter(settling()), None)
    if team is None:
        return []
    listed = Destruction.objects.exclude(post=None).values_list("post", flat=True)
    found = posts.not_shown_since(before, besides=listed)[:AT_ONCE]
    return [Destruction(kind=RetentionKind.POST, post_id=id, team=team, ended_at=at) for id, at in found]


def come_back() -> list[Destruction]:
    """Accounts that are listed, and are in use again or belong to something that is kept since; and what became part of
    somebody's record since."""
    rows = Destruction.objects.open().filter(liftings=None)
    used = [one for one in rows.filter(visitor__isnull=False) if is_in_use(one)]
    return [*used, *rows.filter(_is_in_record())]


def _is_in_record() -> Q:
    """Of what is listed: part of a young person's record by now, which has no end yet."""
    of = (Q(kind=kind) & (Q(conversation__in=ids()) | Q(beyond__in=ids())) for kind, ids in beyond.IN_RECORDS.items())
    return reduce(or_, of, Q(pk__in=()))


def is_in_record(destruction: Destruction) -> bool:
    return bool(Destruction.objects.filter(_is_in_record(), pk=destruction.pk).exists())


def is_in_use(destruction: Destruction) -> bool:
    """Of an account, whether they have come again since it was listed."""
    id = destruction.visitor_id
    return id is not None and not account.is_quiet(id, destruction.created_at)


def listed(conversation: UUID) -> Destruction | None:
    """What is known there of this conversation."""
    rows = Destruction.objects.select_related("kept_by", "conversation")
    return rows.filter(conversation=conversation).first()


def is_escalated(destruction: Destruction) -> bool:
    """Whether somebody may have been in danger in it: said before it was listed, or since. What was written before a
    chat belongs to an open concern about whoever wrote it."""
    if destruction.visit is not None:
        about = Escalation.objects.open().filter(about__user=destruction.visit.visitor.user_id)
        return bool(about.exists())
    conversation = destruction.conversation_id
    return conversation is not None and Escalation.objects.filter(conversation=conversation).exists()


def is_due(destruction: Destruction) -> bool:
    """Whether it waits for two people: not so what was kept before its time, and is no longer; nor what is part of
    somebody's record."""
    return bool(_waiting(Destruction.objects.all()).filter(pk=destruction.pk).exists())


def _waiting(rows: Any) -> Any:
    return rows.open().exclude(_is_in_record()).exclude(pk__in=_before_their_time())


def _before_their_time() -> list[UUID]:
    """Of what apps above keep: kept before its time, or taken up again since, and kept no longer."""
    lifted = Destruction.objects.filter(done_at=None, kept_because="", beyond__isnull=False, liftings__isnull=False)
    kinds = dict(lifted.order_by().values_list("beyond", "kind"))
    standing, days = beyond.standing(list(kinds)), {one.kind: one.keep_days for one in classes()} if kinds else {}
    early = [id for id, kind in kinds.items() if not _has_had(standing.get(id), days[kind])]
    return list(lifted.filter(beyond__in=early).values_list("pk", flat=True)) if early else []


def _has_had(standing: beyond.Standing | None, days: int) -> bool:
    ended_at = standing.ended_at if standing else None
    return ended_at is not None and clock.now() - ended_at >= dt.timedelta(days=days)


def of_beyond(ids: list[UUID]) -> list[Destruction]:
    """What is known of these that an app above keeps, or would be, in this order; none whose words are destroyed."""
    rows = Destruction.objects.filter(beyond__in=ids).select_related("kept_by", "team")
    known = {one.beyond: one for one in rows}
    for kind, kept in beyond.KEPT.items():
        for id, one in kept.stands(ids).items():
            ended_at = one.ended_at or clock.now()
            known.setdefault(id, Destruction(kind=kind, team=one.team, beyond=id, ended_at=ended_at))
    return [known[id] for id in ids if id in known and known[id].done_at is None]


def get_beyond(id: UUID, viewer: User) -> Destruction:
    """The same of one, of the viewer's teams. Raises: NotFound."""
    found = next(iter(of_beyond([id])), None)
    if found is None or not viewer.can(Permission.CONVERSATION_ERASE, found):
        raise NotFound
    return found


def found_beyond(viewer: User, name: str, page: Any) -> "Page[Any]":
    """What apps above keep of the viewer's teams and has no conversation, found by what it is called; no word of it."""
    pages: Paginator[Any] = Paginator(_beyond_of(viewer, name), A_PAGE)
    shown = pages.get_page(page)
    shown.object_list = listing.shown(of_beyond(list(shown.object_list)), viewer)
    return shown


def _beyond_of(viewer: User, name: str = "") -> list[UUID]:
    reach = viewer.reach(Permission.CONVERSATION_ERASE)
    return [id for kept in beyond.KEPT.values() for id in kept.found(reach, name)]


def get_conversation(id: UUID, viewer: User) -> Conversation:
    """One that the viewer's team settles, whatever its state. Raises: NotFound."""
    found: Conversation | None = _conversations(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound
    return found


def found(viewer: User, name: str, page: Any) -> "Page[Any]":
    """What the viewer's team settles and is not destroyed, the newest first; those in which somebody went by such a
    name, whom it is for or a colleague, or rooms of such a title, where one is given. No word of it."""
    rows = _conversations(viewer).exclude(state=ConversationState.ERASED)
    if name:
        called = Participant.objects.filter(name__icontains=name)
        rows = rows.filter(Q(pk__in=called.values("conversation")) | Q(group_room__title__icontains=name))
    rows = rows.select_related("destruction__kept_by", "destruction__team", "helps", "group_room").order_by(
        "-created_at", "pk"
    )
    shown = Paginator(rows, A_PAGE).get_page(page)
    shown.object_list = listing.shown([_known(one) for one in shown.object_list], viewer)
    return shown


def has_any(viewer: User) -> bool:
    """Whether the viewer's teams have, or may have, something to settle."""
    if has_counselling(viewer) or _conversations(viewer).exists() or visible(viewer).exists():
        return True
    return bool(_beyond_of(viewer))


def _conversations(viewer: User) -> Any:
    rows = check.visible(Conversation.objects, viewer, Permission.CONVERSATION_ERASE)
    return rows.filter(kind__in=list(KEPT_AS)).select_related("team")


def _known(conversation: Conversation) -> Destruction:
    """What is known of it, or would be."""
    known: Destruction | None = getattr(conversation, "destruction", None)
    return known or Destruction.of(conversation)


def visible(viewer: User) -> Any:
    rows = check.visible(Destruction.objects.all(), viewer, Permission.CONVERSATION_ERASE)
    return rows.select_related("team", "first_by", "second_by", "kept_by")


def due(viewer: User, page: Any) -> "Page[Any]":
    """What waits for somebody's word: what young people asked for before the rest, the oldest first."""
    rows = _waiting(visible(viewer))
    return _shown(
        viewer, rows.order_by(F("conversation__deletion_asked_at").asc(nulls_last=True), "ended_at", "pk"), page
    )


def kept(viewer: User, page: Any) -> "Page[Any]":
    """What somebody keeps, the newest first, and what still goes on too."""
    return _shown(viewer, visible(viewer).kept().order_by(F("kept_at").desc(nulls_last=True), "pk"), page)


def destroyed(viewer: User, page: Any) -> "Page[Destruction]":
    """The newest first."""
    rows = visible(viewer).exclude(done_at=None)
    return Paginator(rows.order_by("-done_at", "pk"), A_PAGE).get_page(page)


def get_kept(id: UUID, viewer: User) -> Destruction:
    """Raises: NotFound."""
    found: Destruction | None = visible(viewer).kept().filter(pk=id).first()
    if found is None:
        raise NotFound("Nothing keeps that any more.")
    return found


def one_shown(destruction: Destruction, viewer: User) -> listing.Listed:
    return listing.shown([destruction], viewer)[0]


def one_of(conversation: Conversation, viewer: User) -> listing.Listed:
    return listing.shown([listed(conversation.pk) or Destruction.of(conversation)], viewer)[0]


def _shown(viewer: User, rows: Any, number: Any) -> "Page[Any]":
    page = Paginator(rows.select_related(*listing.WITH), A_PAGE).get_page(number)
    page.object_list = listing.shown(list(page.object_list), viewer)
    return page


def chosen(ids: Iterable[str], viewer: User) -> list[Destruction]:
    """Those of these that still wait and that the viewer may see. What names none is passed over."""
    wanted = {found for id in ids if (found := _uuid(id)) is not None}
    return list(visible(viewer).open().filter(pk__in=wanted).order_by("pk"))


def _uuid(id: str) -> UUID | None:
    try:
        return UUID(id)
    except ValueError:
        return None
