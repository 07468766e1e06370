"""Requests that somebody looks at, and decides on."""

from django.urls import reverse

from mhst.access.models import User
from mhst.core.permissions import Permission
from sessions_app.enums import TriageStage
from sessions_app.queries import triage
from sessions_app.queries.todo.line import Todo, counted


def requests_to_look_at(viewer: User) -> list[Todo]:
    """What has come in, until somebody matches, answers or passes it on."""
    count = triage.to_look_at(viewer) if viewer.can(Permission.REFERRAL_TRIAGE) else 0
    what = "new request or enquiry" if count == 1 else "new requests and enquiries"
    arriving = f"{reverse('triage')}?stage={TriageStage.ARRIVING}"
    return [Todo(f"Look at {count} {what}", arriving)] if count else []


def requests_to_decide(viewer: User) -> list[Todo]:
    count = triage.to_decide(viewer) if viewer.can(Permission.REFERRAL_TRIAGE) else 0
    return [Todo(f"Decide on {counted(count, 'request')} in triage", reverse("triage"))] if count else []
