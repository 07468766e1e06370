"""Types of requests for apps below `mhst.access`, which do not know its user."""

from typing import Protocol

from django.http import HttpRequest

from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.core.reach import Reach


class Viewer(Actor, Protocol):
    """Somebody who looks: an actor who also knows how far a permission of theirs reaches."""

    def reach(self, permission: Permission) -> Reach: ...


class ViewerRequest(HttpRequest):
    """A request of somebody who is signed in. Only a type."""

    user: Viewer  # type: ignore[assignment]
