"""Finding public pages. Whoever asks sees the same, so no viewer is asked for."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import And, Or, PlainText

from cms import asked
from cms.enums import Audience
from cms.models import AudiencePage
from cms.models.base import PROMISED

A_SCREENFUL = 10
#: Seconds; as long as the menus are kept.
KEPT_FOR = 60
#: Full text tells how well each fits; more than so many nobody reads.
MOST = 200


def search(said: str, *, number: int = 1) -> Slice[Any]:
    """Published pages in the language of the moment that hold all the words that matter, then those that hold any.

    Young people's come first among each, and first of all those of theirs that hold the very words: nobody else is hurt
    by what they miss. Drafts and pages behind a password never.
    """
    words = asked.words(said)
    found = Paginator(_ranked(words) if words else [], A_SCREENFUL).get_page(number)
    pages = {page.pk: page for page in Page.objects.filter(pk__in=list(found.object_list)).specific()}
    found.object_list = [pages[pk] for pk in found.object_list]
    return found


def _ranked(words: list[str]) -> list[int]:
    public = Page.objects.live().public().filter(depth__gte=2, locale=Locale.get_active())
    backend = get_search_backend()
    either = [PlainText(" ".join(asked.near(word)), operator="or") for word in words]
    doors = tuple(AudiencePage.objects.filter(audience=Audience.YOUNG_PEOPLE).values_list("path", flat=True))
    very = backend.search(PlainText(" ".join(words), operator="and"), public)[:MOST]
    held = [page for page in very if page.path.startswith(doors)]
    held += [page for kind in (And, Or) for page in _first_below(doors, backend.search(kind(either), public)[:MOST])]
    return list(dict.fromkeys(page.pk for page in held))


def _first_below(doors: tuple[str, ...], pages: Iterable[Any]) -> list[Any]:
    return sorted(pages, key=lambda page: not page.path.startswith(doors))


def address_of(slug: str) -> str:
    """Where the published page of this name is read, in English as staff read it; nothing where there is none."""
    key = f"cms.address.{slug}"
    kept = cache.get(key)
    if kept is None:
        named = Page.objects.live().filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE).first()
        kept = (named.url if named else None) or ""
        cache.set(key, kept, KEPT_FOR)
    return str(kept)


def promised_below(page: Page) -> str:
    """The title of this page, or of one below it, that people are promised to find, in any language; or nothing."""
    own = Page.objects.filter(slug__in=PROMISED, locale__language_code=settings.LANGUAGE_CODE)
    kept = page.get_descendants(inclusive=True).filter(translation_key__in=own.values("translation_key")).first()
    return kept.title if kept else ""
