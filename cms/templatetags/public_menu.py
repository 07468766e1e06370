"""{% load public_menu %}: the menus at the top and at the foot of public pages."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.queries import menu
from mhst.core.navigation import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def public_menu(context: template.Context) -> list[Link]:
    """The doors, help now and search; the one the visitor stands in is marked."""
    path = getattr(context.get("request"), "path", "")
    always = [
        menu.Entry(_("Local help"), reverse("directory"), "" if get_language() == settings.LANGUAGE_CODE else "en-GB"),
        menu.Entry(_("Help now"), reverse("help_now")),
        menu.Entry(_("Search"), reverse("search")),
    ]
    entries = [*menu.doors(), *always]
    return [Link(entry.label, entry.href, _current(entry.href, path), entry.language) for entry in entries]


@register.inclusion_tag("cms/talk_door.html")
def talk_door(is_inside: bool = False) -> dict[str, bool]:
    """The way to somebody to talk to, at the same place of every page, or `is_inside` its words. Where nobody counsels
    nothing is promised."""
    return {"has_talk": menu.has_talk(), "is_inside": is_inside}


@register.simple_tag
def small_print() -> Any:
    """Who we are, privacy, accessibility."""
    return menu.small_print()


@register.simple_tag(takes_context=True)
def in_other_languages(context: template.Context) -> list[tuple[str, str]]:
    """This address in each other language, for pages that are not in the tree; else the home page in it."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    twins = [(code, translate_url(here, code)) for code, _name in settings.LANGUAGES if code != get_language()]
    return [
        (code, twin if twin != here else translate_url(reverse("wagtail_serve", args=[""]), code))
        for code, twin in twins
    ]


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(href) else ""
