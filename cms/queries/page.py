"""Finding public pages. Whoever asks sees the same, so no viewer is asked for."""

import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from wagtail.models import Locale, Page

A_SCREENFUL = 10
#: Seconds; as long as the menus are kept.
KEPT_FOR = 60
_WORD = re.compile(r"\w+")


def search(words: str, *, number: int = 1) -> Slice[Any]:
    """Published pages in the language of the moment that hold all of `words`, best first.

    Drafts and pages behind a password never.
    """
    wanted = " ".join(_WORD.findall(words))  # SQLite's search stumbles over quotation marks
    if not wanted:
        return Paginator([], A_SCREENFUL).get_page(1)
    public = Page.objects.live().public().filter(depth__gte=2, locale=Locale.get_active()).specific()
    return Paginator(public.search(wanted, operator="and"), A_SCREENFUL).get_page(number)


def address_of(slug: str) -> str:
    """Where the published page of this name is read, in English as staff read it; nothing where there is none."""
    key = f"cms.address.{slug}"
    kept = cache.get(key)
    if kept is None:
        named = Page.objects.live().filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE).first()
        kept = (named.url if named else None) or ""
        cache.set(key, kept, KEPT_FOR)
    return str(kept)
