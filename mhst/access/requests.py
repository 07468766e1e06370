from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from mhst.access.models import User


class SignedInRequest(HttpRequest):
    """A request that has passed the doors of `mhst.access.middleware`: somebody known asks. Only a type."""

    user: "User"
