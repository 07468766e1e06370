"""A moderator is worried about whoever wrote a post: everybody who supervises is told that something urgent waits."""

from uuid import UUID

from django.urls import reverse

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.settings.environment import environment
from realtime.queries.holding import supervising
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords


@action
def tell(*, concern_id: UUID, raised_by: UUID, step: int, by: Actor) -> None:
    """Once for each step; not whoever raised it. The letter says no more than that something waits."""
    for user in supervising():
        if user.pk == raised_by:
            continue
        letters.write(
            key=f"post-concern:{concern_id}:{step}:{user.pk}", channel=Channel.EMAIL, address=user.email,
            words=MessageWords.URGENT,
            details={"link": environment.base_url.rstrip("/") + reverse("posts-concern", args=[concern_id])}, by=by,
        )  # fmt: skip
