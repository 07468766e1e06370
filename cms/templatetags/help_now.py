"""{% load help_now %}: the ways to get help, for every public page and every error page."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

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


@register.simple_tag
def in_english() -> SafeString:
    """For what is data and has one language: the attribute that says so where the page speaks another."""
    return SafeString("" if _is_english() else ' lang="en-GB"')


@register.simple_tag
def to_english() -> SafeString:
    """For a link to a page that there is in English alone: the same of where it leads."""
    return SafeString(f' hreflang="{english()}"' if english() else "")


@register.simple_tag
def english() -> str:
    """The language of such a page, where the page that leads there speaks another."""
    return "" if _is_english() else "en-GB"


def _is_english() -> bool:
    return get_language() in (None, settings.LANGUAGE_CODE)
