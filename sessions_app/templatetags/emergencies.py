"""{% not_for_emergencies %}: at the top of every page on which support is asked for."""

from django import template
from django.utils.safestring import SafeString

from cms.queries import help_route
from mhst.core import components

register = template.Library()


@register.simple_tag
def not_for_emergencies(for_staff: bool = False, says: str = "") -> SafeString:
    """Says that nobody reads this at once, and who answers now; `says` it in another sentence where others read it."""
    ways = [way for way in help_route.shown() if way.phone and (way.is_emergency or way.is_urgent)]
    return components.find("not_for_emergencies").render({"ways": ways, "for_staff": for_staff, "says": says})
