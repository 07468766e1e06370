"""{% load help_now %}: the ways to get help, for every public page and every error page."""

from django import template
from django.utils.safestring import SafeString

from cms.queries import help_route
from mhst.core import components

register = template.Library()


@register.simple_tag
def help_now() -> SafeString:
    """The panel at the foot of a page."""
    return components.find("help_panel").render({"ways": help_route.shown()})


@register.simple_tag
def help_now_offline() -> SafeString:
    """The same panel for pages that appear when something has failed: asks no database and no cache."""
    return components.find("help_panel").render({"ways": help_route.built_in()})
