"""Finding public pages. Whoever asks sees the same, so no viewer is asked for."""

import re
from typing import Any

from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from wagtail.models import Locale, Page

A_SCREENFUL = 10
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
