"""Posts: written by a young person without an account, decided about by a moderator, taken back at any time."""

import secrets
from uuid import UUID, uuid4, uuid5

from cms.posts.enums import Band, DecisionKind, PostState
from cms.posts.events import PostSubmitted
from cms.posts.models import Decision, Post
from cms.posts.queries import post as queries
from cms.posts.rules import post as rules
from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor

WRITTEN_ON = UUID("6f7a6c1e-0f0e-4d7e-9a55-3d6a4cf2b1d8")
#: Without those that look alike. Twelve of them are 58 bits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@action
def submit(*, nickname: str, band: Band, title: str, body: str, by: Actor, once: UUID | None = None) -> str:
    """Keep it sealed until somebody has read it. Returns the code by which its writer finds it, kept nowhere.

    `once` is the page it was written on: sent again from there, changed or not, it is the same post under a new code.
    """
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    told = {
        "nickname": nickname, "band": band, "written_title": title, "written": body, "code_hash": queries.hash_of(code),
    }  # fmt: skip
    post, is_new = Post.objects.select_for_update().get_or_create(pk=_id_of(once), defaults=told)
    if not is_new and post.state == PostState.WAITING:
        for name, value in told.items():
            setattr(post, name, value)
        post.save()
    elif not is_new:  # somebody has read the first already
        post = Post.objects.create(**told)
    events.publish(PostSubmitted(post_id=post.pk))
    return code


@action
def decide(
    *, post: Post, kind: DecisionKind, title: str, body: str, fit_from: str, reason: str, answer: str, by: User
) -> Decision:
    """Publish, changed or not; hold; or not. What was changed makes a publication one with changes.

    Raises: Refused; Conflict when a colleague was quicker.
    """
    post = _lock(post)
    if kind == DecisionKind.PUBLISH and (title, body) != (post.written_title, post.written):
        kind = DecisionKind.PUBLISH_WITH_EDIT
    rules.check_can_decide(post, kind, by)
    rules.check_told(kind, reason, answer)
    post.state = rules.BECOMES[kind]
    is_public = post.state == PostState.PUBLISHED
    post.title, post.body, post.fit_from = (title, body, fit_from or post.band) if is_public else ("", "", "")
    post.published_at = clock.now() if is_public else None
    post.held_by = by if kind == DecisionKind.HOLD else None
    post.answer = answer or None
    post.save()
    return Decision.objects.create(post=post, kind=kind, reason=reason, by=by)


@action
def withdraw(*, post: Post, by: Actor) -> None:
    """Its writer takes it back. The words go too, unless somebody is worried about them. Raises: Conflict."""
    post = _lock(post)
    rules.check_can_withdraw(post)
    post.state, post.title, post.body, post.fit_from = PostState.WITHDRAWN, "", "", ""
    if not post.concerns.exists():
        post.written_title = post.written = post.marked = None
    post.save()


@action
def forget(*, post_id: UUID, by: Actor) -> None:
    """Every word and the nickname go; that there was a post, and what was decided, stays. Raises: Conflict if shown."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    rules.check_can_forget(post)
    post.nickname, post.written_title, post.written, post.marked, post.answer = "", None, None, None, None
    post.save()


@action
def mark(*, post_id: UUID, words: list[str], by: Actor) -> None:
    """These words are to be looked at first. Nothing else follows from them."""
    post = Post.objects.select_for_update().get(pk=post_id)
    post.is_marked, post.marked = bool(words), ", ".join(words) or None
    post.save()


def _id_of(once: UUID | None) -> UUID:
    """Nobody who sees a post's address can tell the page that it was written on."""
    return uuid5(WRITTEN_ON, str(once)) if once else uuid4()


def _lock(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
