"""Ways on to rooms above: {% onward person %}, or {% onward %} where a page names nobody."""

from typing import Any

from django import template

from mhst.core import onward as ways

register = template.Library()


@register.inclusion_tag("parts/onward.html", takes_context=True)
def onward(context: template.Context, person: Any = None) -> dict[str, Any]:
    """Links, or nothing where there are none for whoever looks."""
    return {"ways": ways.of(context["request"].user, person)}
