"""Whom to ask, wherever a school wonders."""

from typing import Any

from django import template

from mhst.places.models import School
from mhst.places.queries import whom_to_ask as queries

register = template.Library()


@register.inclusion_tag("places/parts/whom_to_ask.html", takes_context=True)
def whom_to_ask(context: template.Context, school: School | None = None, level: int = 2) -> dict[str, Any]:
    """Those who answer at a school and at the teams that serve it; without one, at the viewer's own schools."""
    schools = [school] if school else queries.own_schools(context["user"])
    return {"whom": queries.of(context["user"], schools), "level": level, "key": school.pk if school else "own"}
