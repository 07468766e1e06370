"""What every page of one referral has above its own part."""

from typing import Any

from django import template

from sessions_app.models import Referral
from sessions_app.rules.referral_parts import Link, acts_for, parts_for

register = template.Library()

#: Grey while nobody can do anything, yellow while somebody outside is waited for.
COLOURS = {
    "enquiry": "white", "request_received": "blue", "awaiting_consent": "yellow", "triage": "blue",
    "advice_only": "grey", "not_accepted": "grey", "waiting": "orange", "allocated": "aqua-green",
    "assessment": "aqua-green", "in_intervention": "green", "review": "green", "closed": "grey",
    "stepped_up": "purple", "paused": "yellow", "transferred": "purple",
}  # fmt: skip


@register.simple_tag(takes_context=True)
def referral_parts(context: template.Context, referral: Referral) -> list[Link]:
    """The pages of this referral that the reader may open."""
    return parts_for(referral, context["request"].user)


@register.simple_tag(takes_context=True)
def referral_acts(context: template.Context, referral: Referral) -> list[Link]:
    """What the reader may now do with this referral."""
    return acts_for(referral, context["request"].user)


@register.filter
def state_colour(state: str) -> str:
    return COLOURS[state]


@register.filter
def about(referral: Referral) -> Any:
    """Whom it is about: the one who was matched, else the name that was given."""
    return referral.young_person or referral.request or "Nobody named yet"
