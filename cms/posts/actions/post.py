"""Posts: written by a young person without an account, decided about by a moderator, taken back at any time."""

from uuid import UUID, uuid4

from cms.posts.enums import Band, DecisionKind, PostState
from cms.posts.events import PostSubmitted
from cms.posts.models import Decision, Post
from cms.posts.queries import post as queries
from cms.posts.rules import post as rules
from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.crypto import fingerprint

#: Without those that look alike. Twelve of them are 58 bits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SIGNS = 12


@action
def submit(*, nickname: str, band: Band, title: str, body: str, by: Actor, once: UUID | None = None) -> str:
    """Keep it sealed until somebody has read it. Returns the code by which its writer finds it, kept nowhere.

    `once` is the page it was written on. The same words from there again are the same post under the same code; other
    words are another post, so that none go before somebody has read them. Raises: Conflict when it was taken back.
    """
    told = {"nickname": nickname, "band": band, "written_title": title, "written": body}
    sending = "\n".join([str(once or uuid4()), *told.values()])
    code = _code_of(sending)
    post, is_new = Post.objects.select_for_update().get_or_create(
        pk=_id_of(sending), defaults={**told, "code_hash": queries.hash_of(code)}
    )
    rules.check_can_send(post)
    if is_new:
        events.publish(PostSubmitted(post_id=post.pk))
    return code


@action
def decide(
    *, post: Post, kind: DecisionKind, nickname: str, title: str, body: str, fit_from: str, reason: str,
    answer: str, read: str, by: User,
) -> Decision:  # fmt: skip
    """Publish, changed or not; hold; or not. What was changed makes a publication one with changes.

    `read` tells what stood on the page that was decided on. Raises: Refused; Conflict when it stands so no more.
    """
    post = _lock(post)
    rules.check_has_read(post, read, by)
    as_written = (post.nickname, post.written_title, post.written)
    if kind == DecisionKind.PUBLISH and (nickname, title, body) != as_written:
        kind = DecisionKind.PUBLISH_WITH_EDIT
    rules.check_can_decide(post, kind, by)
    rules.check_told(kind, reason, answer)
    rules.check_fit_from(post, kind, fit_from, reason)
    post.state = rules.BECOMES[kind]
    is_public = post.state == PostState.PUBLISHED
    post.title, post.body, post.fit_from = (title, body, fit_from or post.band) if is_public else ("", "", "")
    post.shown_as = nickname if is_public else ""
    post.published_at = clock.now() if is_public else None
    post.held_by = by if kind == DecisionKind.HOLD else None
    still = post.answer if post.concerns.exists() else None  # what somebody in danger was told is never written over
    post.answer = "\n\n".join(filter(None, [answer, still])) or None
    post.save()
    return Decision.objects.create(post=post, kind=kind, reason=reason, by=by)


@action
def withdraw(*, post: Post, by: Actor) -> None:
    """Its writer takes it back. The words go too, unless somebody is worried about them. Raises: Conflict."""
    post = _lock(post)
    rules.check_can_withdraw(post)
    post.state = PostState.WITHDRAWN
    post.shown_as = post.title = post.body = post.fit_from = ""
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


def _id_of(sending: str) -> UUID:
    """Nobody who sees a post's address can tell the page that it was written on, or its code."""
    return UUID(fingerprint(sending, about="sending of a post")[:32])


def _code_of(sending: str) -> str:
    """In three groups. Only whoever has the page itself can come to it again."""
    number, signs = int(fingerprint(sending, about="code of a sending"), 16), ""
    while len(signs) < SIGNS:
        number, at = divmod(number, len(LETTERS))
        signs += LETTERS[at]
    return "-".join(signs[start : start + 4] for start in range(0, SIGNS, 4))


def _lock(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
