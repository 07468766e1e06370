"""The way to a safeguarding concern from every staff page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse

from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from mhst.people.queries.pupil import Pupil
from sessions_app.models import Concern, Referral

register = template.Library()


@register.inclusion_tag("sessions_app/concern/parts/link.html", takes_context=True)
def concern_link(context: template.Context) -> dict[str, str]:
    """For those who may raise one. Keeps the page, and the young person when the page is about one."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated or not user.can(Permission.CONCERN_RAISE):
        return {"href": ""}
    asked = QueryDict(mutable=True)
    asked["from"] = request.path
    if about := _about(context.flatten()):
        asked["about"] = about
    return {"href": f"{reverse('concern-new')}?{asked.urlencode(safe='/')}"}


def _about(context: Mapping[Any, Any]) -> str:
    """Whom the page is about: the one young person, pupil or referral in its context."""
    for thing in context.values():
        if isinstance(thing, YoungPerson | Pupil):
            return str(getattr(thing, "pk", None) or getattr(thing, "id", ""))
        if isinstance(thing, Referral):
            return str(thing.young_person_id or "")
    return ""


@register.simple_tag
def concern_state(concern: Concern) -> dict[str, str]:
    """Where a concern stands, in a word or two, with the colour that repeats it."""
    if concern.closed_at:
        return {"text": "Closed", "colour": "grey"}
    waiting = [step for step in concern.steps.all() if step.is_waiting]
    if any(step.is_overdue for step in waiting):
        return {"text": "Answer overdue", "colour": "red"}
    if waiting:
        return {"text": "Waiting for an answer", "colour": "orange"}
    return {"text": "Open, answered", "colour": "blue"}
