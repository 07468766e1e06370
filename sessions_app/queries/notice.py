"""What people were told of changes that concern them."""

from typing import Any

from mhst.access.models import User
from sessions_app.models import Notice, Series


def notices_of(viewer: User, *, only_unread: bool = False) -> Any:
    """The viewer's own notices, newest first."""
    found = (
        Notice.objects.filter(to=viewer)
        .select_related("series__programme", "session", "referral")
        .order_by("-created_at", "pk")
    )
    return found.filter(read_at__isnull=True) if only_unread else found


def unread_count(viewer: User) -> int:
    count: int = notices_of(viewer, only_unread=True).count()
    return count


def is_unread(series: Series, sentence: str) -> bool:
    """Whether somebody has been told exactly this of the run and has not read it."""
    return Notice.objects.filter(series=series, sentence=sentence[:300], read_at__isnull=True).exists()
