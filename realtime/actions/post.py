"""A moderator is worried about whoever wrote a post: everybody who supervises is told that something urgent waits."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.settings.environment import environment
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords


@action
def tell(*, concern_id: UUID, raised_by: UUID, step: int, by: Actor) -> None:
    """Once for each step; not whoever raised it. The letter says no more than that something waits."""
    for user in _supervising().exclude(pk=raised_by).exclude(email=""):
        letters.write(
            key=f"post-concern:{concern_id}:{step}:{user.pk}", channel=Channel.EMAIL, address=user.email,
            words=MessageWords.URGENT,
            details={"link": environment.base_url.rstrip("/") + reverse("posts-concern", args=[concern_id])}, by=by,
        )  # fmt: skip


def _supervising() -> Any:
    roles = [role.name for role in roles_with(Permission.CONVERSATION_SUPERVISE)]
    held = Membership.objects.current().filter(role__in=roles, user__is_active=True)
    return User.objects.filter(pk__in=held.values("user")).order_by("pk")
