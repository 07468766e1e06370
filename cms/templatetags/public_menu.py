"""{% load public_menu %}: the menus at the top and at the foot of public pages."""

from typing import Any

from django import template

from cms.queries import menu
from mhst.core.navigation import Link

register = template.Library()
ALWAYS = [
    menu.Entry("Local help", "/directory/"), menu.Entry("Help now", "/help-now/"), menu.Entry("Search", "/search/"),
]  # fmt: skip


@register.simple_tag(takes_context=True)
def public_menu(context: template.Context) -> list[Link]:
    """The doors, help now and search; the one the visitor stands in is marked."""
    path = getattr(context.get("request"), "path", "")
    return [Link(entry.label, entry.href, _current(entry.href, path)) for entry in [*menu.doors(), *ALWAYS]]


@register.simple_tag
def small_print() -> Any:
    """Who we are, privacy, accessibility."""
    return menu.small_print()


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(href) else ""
