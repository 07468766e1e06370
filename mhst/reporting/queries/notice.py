"""Who wants to be told when something is published, and who was not told yet."""

from mhst.access.models import User
from mhst.core.prepared import Prepared
from mhst.reporting.models import Publication, Subscription
from mhst.reporting.queries.publication import published

_asked: Prepared[tuple[int]] = Prepared(lambda user: Subscription.objects.filter(user=user).values_list("pk"))


def wants(user: User) -> bool:
    return bool(_asked(user.pk))


def untold() -> list[tuple[Publication, User]]:
    """What was published since somebody asked to be told, and which they may read today."""
    found = []
    for asked in Subscription.objects.select_related("user").exclude(user__email=""):
        rows = published(asked.user).filter(created_at__gte=asked.created_at).exclude(told__user=asked.user)
        found += [(publication, asked.user) for publication in rows]
    return found
