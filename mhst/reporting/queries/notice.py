"""Who wants to be told when a quarter is published, and who was not told yet."""

from mhst.access.models import User
from mhst.reporting.models import Publication, Subscription
from mhst.reporting.queries.publication import quarters


def wants(user: User) -> bool:
    return Subscription.objects.filter(user=user).exists()


def untold() -> list[tuple[Publication, User]]:
    """What was published since somebody asked to be told, and which they may read today."""
    found = []
    for asked in Subscription.objects.select_related("user").exclude(user__email=""):
        rows = quarters(asked.user).filter(created_at__gte=asked.created_at).exclude(told__user=asked.user)
        found += [(publication, asked.user) for publication in rows]
    return found
