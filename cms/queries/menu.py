"""Where a visitor can go from anywhere: the doors at the top, somebody to talk to, the small print at the foot."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language
from wagtail.models import Page

from cms import talking
from cms.models import AudiencePage

CACHE_KEY = "cms.menu"
KEPT_FOR = 60
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    label: str
    href: str
    #: Where it is another than that of the page.
    language: str = ""


def doors() -> list[Entry]:
    """One for each audience."""
    return _menu()["doors"]


def small_print() -> list[Entry]:
    """Pages that everybody should be able to find: those an editor has marked "show in menus"."""
    return _menu()["small_print"]


def has_talk() -> bool:
    """Whether there is a counsellor to talk to anywhere, by typing."""
    return bool(_menu()["talk"])


def _menu() -> dict[str, list[Entry]]:
    """Error pages show the menu too, so a fault here costs the menu and never the page."""
    try:
        language = get_language() or settings.LANGUAGE_CODE
        kept = cache.get(f"{CACHE_KEY}.{language}")
        if kept is None:
            kept = _read(language)
            cache.set(f"{CACHE_KEY}.{language}", kept, KEPT_FOR)
        return {name: [Entry(*pair) for pair in pairs] for name, pairs in kept.items()}
    except Exception:
        log.exception("the public menu cannot be read")
        return {"doors": [], "small_print": [], "talk": []}


def _read(language: str) -> dict[str, list[tuple[str, ...]]]:
    """What is not translated yet is there in English."""
    audiences = AudiencePage.objects.live().filter(locale__language_code=language).order_by("path")
    marked = Page.objects.live().in_menu().filter(depth__gt=2).order_by("path")
    own = [page for page in marked.select_related("locale") if page.locale.language_code == language]
    marked = own or list(marked.filter(locale__language_code=settings.LANGUAGE_CODE))
    return {
        "doors": [(str(page.get_audience_display()), page.url) for page in audiences if page.url],
        "small_print": [(page.title, page.url, "" if own else "en-GB") for page in marked if page.url],
        "talk": [(area, "") for door in talking.now() for area in door.areas],
    }
