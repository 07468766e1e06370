"""What a page must be before anybody else can read it. A draft may be anything; each fault has its sentence."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from cms import markup
from cms.enums import Audience
from cms.markup import Markup
from mhst.core.errors import Refused

#: Words of a link that say nothing by themselves: a screen reader lists links without what stands around them.
VAGUE = {
    "click", "click here", "here", "this", "link", "this link", "more", "read more", "learn more", "find out more",
    "this page", "page", "website", "go", "see here",
}  # fmt: skip
_TELLING = tomllib.loads(Path(__file__).with_name("telling.toml").read_text(encoding="utf-8"))
#: In any language, whatever the page's own: a title may be borrowed.
TELLING = re.compile("|".join(part for parts in _TELLING.values() for part in parts), re.IGNORECASE)
A_FILE = re.compile(
    r"\.(jpe?g|png|webp|gif|svg|avif)$|_|^(img|dsc|image|picture|photo|screenshot)[ -]?\d*$", re.IGNORECASE
)
HARDEST = 8  # the grade of school: about age 13
ENOUGH_WORDS = 60  # with fewer, one long word decides


def check_publishable(page: Any) -> None:
    """Raises: Refused, with everything that has to be put right."""
    found = faults(page, page.audience)
    if found:
        raise Refused(" ".join([f"“{page.title}” is not published yet.", *found]))


def check_move(*, page: Any, to: Any, promised: str) -> None:
    """A published page, and those below it, that young people read from now on. Raises: Refused.

    `promised` is the title of what would have another address and people are promised to find; empty if nothing.
    """
    check_can_go(promised)
    was, becomes = (getattr(each.specific, "audience", "") for each in (page, to))
    if becomes != Audience.YOUNG_PEOPLE or was == becomes:
        return
    for each in page.get_descendants(inclusive=True).live().specific():
        found = faults(each, becomes)
        if found:
            raise Refused(" ".join([f"“{each.title}” cannot be moved there yet.", *found]))


def faults(page: Any, audience: str) -> list[str]:
    """What stands between this page and its readers."""
    if page.promised_as and page.slug != page.promised_as:
        return [f"Its address has to end in “{page.promised_as}”: people are promised that they find it there."]
    if _is_unfinished(page):
        return ["Something in the page is not filled in, or its headings are out of order: publish it from its form."]
    found = markup.read(page.shown_as_html())
    told = [*_links(found), *_pictures(found), *_headings(found)]
    return told + (list(_for_young_people(page)) if audience == Audience.YOUNG_PEOPLE else [])


def _is_unfinished(page: Any) -> bool:
    """A draft is kept without what its blocks require."""
    try:
        page.body.stream_block.clean(page.body)
    except ValidationError:
        return True
    return False


def _links(found: Markup) -> Iterator[str]:
    leads: dict[str, str] = {}
    for link in found.links:
        said = link.words.rstrip(".:!> ").lower()
        if not said:
            yield f"A link to {link.href or 'nowhere'} has no words. Write what people find there, or take it away."
        elif said in VAGUE or said.startswith(("http://", "https://", "www.")):
            yield f"The link “{link.words}” does not say where it leads. Write what people find there."
        elif leads.setdefault(said, link.href) != link.href:
            yield f"Two links say “{link.words}” and lead to different places. Give each words of its own."


def _pictures(found: Markup) -> Iterator[str]:
    for words in found.pictures:
        if A_FILE.search(words):
            yield f"A picture is described as “{words}”. Say what can be seen, or mark it as decoration."


def _headings(found: Markup) -> Iterator[str]:
    above = 1
    for level, words in found.headings:
        if not words:
            yield "A heading has no words. Write some, or take it away."
        if level > above + 1:
            yield f"The heading “{words}” skips a level. Put a section heading above it."
        above = level
    for words in found.all_bold:
        yield f"“{words}” is a paragraph all in bold. If it is a heading, use a heading, so that everybody finds it."


def _for_young_people(page: Any) -> Iterator[str]:
    title = page.seo_title or page.title
    if TELLING.search(title):
        yield f"The browser shows “{title}” to whoever looks. Write a neutral title under Promote, Title tag."
    if TELLING.search(page.slug):
        yield f"The address ends in “{page.slug}”, and a browser keeps it. Write a neutral one under Promote, Slug."
    reading = page.reading
    is_english = page.locale.language_code == settings.LANGUAGE_CODE  # the formula knows no other language
    if is_english and reading.words >= ENOUGH_WORDS and reading.grade > HARDEST:
        told = f"It reads at {reading.level}, and pages for young people at 13 at most."
        yield f"{told} Use shorter sentences and shorter words."


def check_can_go(promised: str) -> None:
    """Raises: Refused. `promised` is the title of what would go and people are promised to find; empty if nothing."""
    if promised:
        raise Refused(f"“{promised}” has to stay: people are promised that they find it. Change its words instead.")
