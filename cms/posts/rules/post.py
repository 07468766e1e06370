"""Who decides about posts, and what has to be said with it."""

from django.utils.translation import gettext as _

from cms.posts.enums import POST_MOVES, Band, DecisionKind, PostState
from cms.posts.models import Post, PostConcern
from cms.posts.queries import post as queries
from mhst.access.models import User
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission

BECOMES = {
    DecisionKind.PUBLISH: PostState.PUBLISHED,
    DecisionKind.PUBLISH_WITH_EDIT: PostState.PUBLISHED,
    DecisionKind.HOLD: PostState.HELD,
    DecisionKind.DECLINE: PostState.DECLINED,
}


def check_can_send(post: Post) -> None:
    """Raises: Conflict. What its writer took back is not brought back by a page that is loaded again."""
    if post.state == PostState.WITHDRAWN:
        raise Conflict(_("You have taken this back. If you want to send it after all, press the button again."))


def check_has_read(post: Post, read: str, by: User) -> None:
    """Raises: Conflict when the page that was decided on showed something else."""
    if read == queries.as_read(post):
        return
    if post.state == PostState.WITHDRAWN:
        raise Conflict("Whoever wrote this has taken it back meanwhile. There is nothing to decide.", code="withdrawn")
    if read.partition(".")[0] in set(PostState) - {post.state}:
        if post.decisions.latest("created_at").by_id == by.pk:
            raise Conflict("You have decided this already, perhaps in another window. See below.", code="decided")
        raise Conflict("A colleague was quicker. See what was decided; nothing of yours was done.", code="decided")
    raise Conflict(
        "This is not what stood on your page. Read it as it stands now, then decide: nothing was done, and what you "
        "typed is kept.", code="not-read",
    )  # fmt: skip


def check_fit_from(post: Post, kind: DecisionKind, fit_from: str, reason: str) -> None:
    """Raises: Refused. What somebody older wrote is shown to younger ones for a reason only."""
    bands, is_shown = list(Band.values), BECOMES[kind] == PostState.PUBLISHED
    if is_shown and not reason and bands.index(fit_from or post.band) < bands.index(post.band):
        raise Refused(
            "Choose the reason why it is fit for people younger than whoever wrote it.", code="reason", field="reason"
        )


def check_can_decide(post: Post, kind: DecisionKind, by: User) -> None:
    """Raises: Refused; Conflict when a colleague was quicker."""
    by.require(Permission.CONVERSATION_MODERATE)
    if BECOMES[kind] not in POST_MOVES[post.state]:
        raise Conflict("This cannot be decided any more. A colleague may have been quicker.", code="decided")
    if post.state == PostState.HELD and post.held_by_id == by.pk:
        raise Refused("You asked for a second opinion about this. Somebody else decides.", code="second", field="")


def check_told(kind: DecisionKind, reason: str, answer: str) -> None:
    """Whoever wrote it is told what was changed, or why it is not shown. Raises: Refused."""
    if kind == DecisionKind.PUBLISH:
        return
    if not reason:
        raise Refused("Choose the reason.", code="reason", field="reason")
    if kind != DecisionKind.HOLD and not answer:
        raise Refused("Write a kind word to whoever wrote it: what you changed, or why.", code="answer", field="answer")


def check_can_withdraw(post: Post) -> None:
    """Raises: Conflict."""
    if PostState.WITHDRAWN not in POST_MOVES[post.state]:
        raise Conflict("This has been taken back already.", code="withdrawn")


def check_can_forget(post: Post) -> None:
    """Raises: Conflict when others read it, somebody has still to read it, or somebody worried about who wrote it."""
    if post.state not in {PostState.DECLINED, PostState.WITHDRAWN} or post.concerns.exists():
        raise Conflict("This post is needed: it is not to be destroyed now.", code="needed")


def check_can_raise(by: User) -> None:
    """Raises: Refused."""
    by.require(Permission.CONVERSATION_MODERATE)


def check_can_answer(concern: PostConcern, by: User) -> None:
    """Raises: Refused to whoever raised it; Conflict when it is answered."""
    by.require(Permission.CONVERSATION_SUPERVISE)
    if concern.answered_at:
        raise Conflict("A colleague has answered this already.", code="answered")
    if concern.raised_by_id == by.pk:
        raise Refused("You raised this concern, so somebody else answers it.", code="own", field="")
