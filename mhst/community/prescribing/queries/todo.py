"""What waits for a link worker, on their first page."""

from django.urls import reverse

from mhst.access.models import User
from mhst.community.prescribing.queries import referral
from mhst.core.permissions import Permission
from sessions_app.queries.todo.line import Todo, counted


def of_link_worker(viewer: User) -> list[Todo]:
    """Who waits, and which reviews are due."""
    if not viewer.can(Permission.PRESCRIBING_WORK):
        return []
    here, due = reverse("prescribing"), len(referral.reviews_due(viewer))
    return [*_waiting(referral.waiting(viewer).paginator.count, here), *_due(due, here)]


def _waiting(count: int, href: str) -> list[Todo]:
    who = "A young person waits" if count == 1 else f"{count} young people wait"
    return [Todo(f"{who} for a link worker", href)] if count else []


def _due(count: int, href: str) -> list[Todo]:
    are = "is" if count == 1 else "are"
    return [Todo(f"Hold {counted(count, 'review')} that {are} due", href)] if count else []
