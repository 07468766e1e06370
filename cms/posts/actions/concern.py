"""A moderator is worried about whoever wrote a post; somebody else answers."""

from uuid import UUID, uuid4

from cms.posts.events import PostConcernRaised
from cms.posts.models import Post, PostConcern
from cms.posts.rules import post as rules
from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events


@action
def open_one(*, post: Post, worry: str, words: str, by: User, once: UUID | None = None) -> PostConcern:
    """Tell whoever answers for safeguarding; `words` are what the writer finds when they come back. Raises: Refused.

    Sent twice under one id it is one.
    """
    rules.check_can_raise(by)
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    once = once or uuid4()
    if known := held.concerns.filter(pk=once).first():
        return known
    held.answer = "\n\n".join(filter(None, [words, held.answer]))  # what somebody in danger was told stays
    held.save()
    concern = PostConcern.objects.create(pk=once, post=held, worry=worry, raised_by=by)
    events.publish(PostConcernRaised(concern_id=concern.pk))
    return concern


@action
def answer(*, concern: PostConcern, done: str, by: User) -> None:
    """What was done; sent twice it is once.

    Raises: Refused to whoever raised it; Conflict when a colleague was quicker.
    """
    concern = PostConcern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if (concern.answered_by_id, concern.done) == (by.pk, done):
        return
    rules.check_can_answer(concern, by)
    concern.done, concern.answered_by, concern.answered_at = done, by, clock.now()
    concern.save()
