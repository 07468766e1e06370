"""What the sessions of a referral ask for next: on its own page, and wherever one of its sessions is shown."""

from typing import Any

from django import template

from mhst.people.models import YoungPerson
from sessions_app.models import Attendance, Referral, SupportSession
from sessions_app.rules.attendance import words_for
from sessions_app.rules.referral_step import review_of, suggested

register = template.Library()


@register.inclusion_tag("sessions_app/referral/parts/prompts.html", takes_context=True)
def referral_prompts(context: template.Context, referral: Referral | None) -> dict[str, Any]:
    """That a review is due, or the step that could be taken now; never both."""
    request = context["request"]
    review = review_of(referral, request.user) if referral else None
    step = suggested(referral, request.user) if referral else None
    return {"referral": referral, "step": step, "review": review, "request": request}


@register.simple_tag
def came_in_words(attendance: Attendance, person: YoungPerson, session: SupportSession) -> str:
    """Whether they came, as it is said of somebody of their age."""
    return words_for(attendance.code, person, session)
