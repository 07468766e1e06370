"""For pages that must stand when everything else has fallen: they ask nothing that can fail."""

from django import template
from django.templatetags.static import static

from mhst.settings.environment import environment

register = template.Library()


@register.simple_tag
def service_name() -> str:
    """The name on every page, without a context processor."""
    return environment.service_name


@register.simple_tag
def exit_to() -> str:
    """Where whoever leaves a page in a hurry goes."""
    return environment.exit_to


@register.simple_tag
def file(path: str) -> str:
    """The address of a static file, or the plain one when the list of hashed names is missing."""
    try:
        return static(path)
    except ValueError:
        return f"/static/{path}"
