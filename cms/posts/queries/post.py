"""Posts: as others read them, as their writer finds them again, and as moderators see them."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F

from cms.posts.enums import Band, PostState
from cms.posts.models import Decision, Post, PostConcern
from mhst.access.models import Membership
from mhst.access.roles import roles_with
from mhst.core.actors import Actor
from mhst.core.crypto import fingerprint
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission

A_SCREENFUL = 10
BANDS = list(Band.values)


def hash_of(code: str) -> str:
    """What is kept of a writer's code: capital letters and digits, however it was typed."""
    bare = "".join(character for character in code.upper() if character.isalnum())
    return fingerprint(bare, about="post code")


def somebody_reads() -> bool:
    """Whether anybody who may decide about posts works here today: else nobody is asked to write."""
    roles = [role.name for role in roles_with(Permission.CONVERSATION_MODERATE)]
    return Membership.objects.current().filter(role__in=roles, user__is_active=True).exists()


def published(reader: Band, *, number: str | int | None = 1) -> Page[Post]:
    """What is fit for somebody of this age, the newest first."""
    fit = BANDS[: BANDS.index(reader) + 1]
    rows = Post.objects.filter(state=PostState.PUBLISHED, fit_from__in=fit).order_by("-published_at")
    return Paginator(rows.defer("written_title", "written", "answer", "marked"), A_SCREENFUL).get_page(number)


def is_fit(post: Post, reader: Band) -> bool:
    """Whether somebody of this age finds it in the list."""
    return BANDS.index(post.fit_from) <= BANDS.index(reader)


def old_enough(post: Post) -> list[Band]:
    """The ages for which it is fit."""
    return [band for band in Band if is_fit(post, band)]


def get_published(id: UUID) -> Post:
    """Raises: NotFound."""
    found = Post.objects.filter(pk=id, state=PostState.PUBLISHED).first()
    if found is None:
        raise NotFound("We could not find that post. It may have been taken back.")
    return found


def by_code(code: str) -> Post | None:
    """The post that this code belongs to."""
    return Post.objects.filter(code_hash=hash_of(code)).first()


def as_read(post: Post) -> str:
    """Where it stands, and a digest of all that a moderator reads: the same only as long as that is the same."""
    shown = [post.nickname, post.band, post.written_title or "", post.written or "", post.marked or ""]
    return f"{post.state}.{fingerprint(chr(0).join(shown), about='post as it was read')}"


def waiting(viewer: Actor, *, number: str | int | None = 1) -> Page[Post]:
    """What somebody has to read: marked words first, then the oldest. Raises: Refused."""
    viewer.require(Permission.CONVERSATION_MODERATE)
    rows = Post.objects.filter(state__in=[PostState.WAITING, PostState.HELD]).select_related("held_by")
    return Paginator(rows.defer("written", "answer", "marked"), A_SCREENFUL).get_page(number)


def decided(viewer: Actor, *, number: str | int | None = 1) -> Page[Decision]:
    """What was decided, the newest first. Raises: Refused."""
    viewer.require(Permission.CONVERSATION_MODERATE)
    rows = Decision.objects.select_related("post", "by").order_by("-created_at")
    return Paginator(rows, A_SCREENFUL).get_page(number)


def get_to_moderate(id: UUID, viewer: Actor) -> Post:
    """Raises: Refused, NotFound."""
    viewer.require(Permission.CONVERSATION_MODERATE)
    return _one(Post.objects.select_related("held_by").prefetch_related("decisions__by", "concerns"), id)


def concerns(viewer: Actor, *, number: str | int | None = 1) -> Page[PostConcern]:
    """Those that nobody has answered first. Raises: Refused."""
    viewer.require(Permission.CONVERSATION_SUPERVISE)
    rows = PostConcern.objects.select_related("post", "raised_by", "answered_by")
    unanswered_first = F("answered_at").asc(nulls_first=True)
    return Paginator(rows.order_by(unanswered_first, "created_at"), A_SCREENFUL).get_page(number)


def get_concern(id: UUID, viewer: Actor) -> PostConcern:
    """Raises: Refused, NotFound."""
    viewer.require(Permission.CONVERSATION_SUPERVISE)
    return _one(PostConcern.objects.select_related("post", "raised_by", "answered_by"), id)


def words_of(id: UUID) -> str:
    """All that was written, for whoever looks through it for marked words."""
    post = Post.objects.get(pk=id)
    return f"{post.nickname}\n{post.written_title}\n{post.written}"


def not_shown_since(before: dt.datetime, *, besides: Any) -> Any:
    """Written before then, and neither shown nor still to be read, as id and when; never one that worried somebody."""
    rows = Post.objects.filter(
        state__in=[PostState.DECLINED, PostState.WITHDRAWN], created_at__lt=before, concerns=None
    )
    return rows.exclude(nickname="").exclude(pk__in=besides).order_by("created_at").values_list("pk", "created_at")


def unanswered() -> list[PostConcern]:
    """Concerns that nobody has answered, the oldest first; without their words."""
    return list(PostConcern.objects.filter(answered_at__isnull=True).defer("worry", "done"))


def _one(rows: Any, id: UUID) -> Any:
    found = rows.filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found
