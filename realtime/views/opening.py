"""Looking is written down once for each opening of a page, however often the page asks for its parts."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core import signing

from mhst.access.requests import SignedInRequest
from mhst.audit import recording

if TYPE_CHECKING:
    from mhst.access.models import User

#: No page is open for longer; then the next part is written down as an opening.
AS_LONG = dt.timedelta(hours=12)


def opening(user: "User", conversation: UUID) -> str:
    """What the addresses of a page's parts carry, once its opening is written down: worth nothing to anybody else."""
    return _signer(user, conversation).sign("")


def seen_once(request: SignedInRequest, conversation: Any) -> None:
    """Write it down, unless this is a part of a page whose opening was."""
    try:
        _signer(request.user, conversation.pk).unsign(request.GET.get("opened", ""), max_age=AS_LONG)
    except signing.BadSignature:
        recording.seen(conversation, by=request.user, verb="conversation.open")


def _signer(user: "User", conversation: UUID) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"realtime.opening:{user.pk}:{conversation}")
