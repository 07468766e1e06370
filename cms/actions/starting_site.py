"""The first content: a home page with its doors, a few real pages, and the ways to get help."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Site

from cms import starting
from cms.help_ways import BUILT_IN
from cms.models import ArticlePage, AudiencePage, BasePage, HelpRoute, HomePage, NewsListPage, NewsPage
from cms.starting import StartingPage
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.errors import DomainError
from mhst.core.permissions import Permission
from mhst.places.readers.rejected import FileRefused, Wrong
from mhst.settings.environment import environment

MODELS: dict[str, type[BasePage]] = {
    "home": HomePage,
    "audience": AudiencePage,
    "article": ArticlePage,
    "news_list": NewsListPage,
    "news": NewsPage,
}
NOTHING_YET = [("paragraph", "<p>Being written.</p>")]
OWN = ("audience", "door", "topic", "headline", "what_it_is_not")


@action
def lay_out(*, by: Actor, wanted: list[StartingPage] | None = None) -> int:
    """Make the starting pages, unless there is a home page already: editors' work is never touched.

    Returns how many pages were made.
    """
    by.require(Permission.SYSTEM_ADMINISTER)
    if HomePage.objects.exists():
        return 0
    made = _bring(wanted or starting.pages(), {})
    _serve_from(made[""])
    return len(made) + (0 if wanted else translate(by=by))


@action
def translate(*, by: Actor) -> int:
    """Put beside the starting pages what there is of them in Welsh. Returns how many pages were made."""
    by.require(Permission.SYSTEM_ADMINISTER)
    locale, _ = Locale.objects.get_or_create(language_code="cy")
    made: dict[str, BasePage] = {}
    for start in starting.translations("cy"):
        first = _at(start.translates or "")
        page = first.copy_for_translation(locale)
        for name, value in {**_own(start), "show_in_menus": start.in_menu}.items():
            setattr(page, name, value)
        page.slug = start.slug if start.path else page.slug
        page.save()
        made[start.path] = page
        _write(start, made)
    return len(made)


def _at(path: str) -> Any:
    """The page in the first language at this address."""
    home = HomePage.objects.order_by("path")[0]
    return home.get_descendants(inclusive=True).get(url_path=f"{home.url_path}{path}/".replace("//", "/")).specific


@action
def bring_in(*, wanted: list[StartingPage], by: Actor) -> int:
    """Add pages from files to a site that is there. An address that is taken keeps its page as it is.

    All of them or none. Raises: FileRefused with the name of the file that no page can be made of.
    """
    by.require(Permission.SYSTEM_ADMINISTER)
    home = HomePage.objects.order_by("path").first()
    if home is None:
        if wanted and "" not in {start.path for start in wanted}:
            raise FileRefused("There is no home page yet, and none in the folder: a file with an empty “path”.")
        return lay_out(by=by, wanted=wanted)
    there = home.get_descendants(inclusive=True).specific()
    known = {page.url_path.removeprefix(home.url_path).strip("/"): page for page in there}
    return len(_bring(wanted, known)) - len(known)


def _bring(wanted: list[StartingPage], known: dict[str, BasePage]) -> dict[str, BasePage]:
    """First all in their places, so that each can link to any; then their words."""
    made = dict(known)
    new = [start for start in wanted if start.path not in known]
    for start in new:
        with _naming(start):
            parent = _there(start.parent_path, made) if start.path else Page.get_first_root_node()
            made[start.path] = _make(start, parent)
    for start in new:
        with _naming(start):
            _write(start, made)
    return made


@contextmanager
def _naming(start: StartingPage) -> Iterator[None]:
    """What no page can be made of is told in one sentence, with the name of its file."""
    try:
        yield
    except ValidationError as wrong:
        raise FileRefused(f"{start.file}: {' '.join(wrong.messages)}") from wrong
    except DomainError as refused:
        raise FileRefused(f"{start.file}: {refused.message}") from refused
    except (Wrong, KeyError, TypeError, AttributeError, ValueError) as odd:
        told = odd if isinstance(odd, Wrong) else f"it is not as export_site writes one ({odd!r})."
        raise FileRefused(f"{start.file}: {told}") from odd


def _there(path: str, made: dict[str, BasePage]) -> BasePage:
    if path not in made:
        raise Wrong(f"there is no page “{path}” here, nor in a file before it.")
    return made[path]


@action
def list_help(*, by: Actor) -> int:
    """Put the built-in ways to get help in the editors' hands, unless they have some already.

    None counts as checked: a person rings each number before a release. Returns how many were made.
    """
    by.require(Permission.SYSTEM_ADMINISTER)
    if HelpRoute.objects.exists():
        return 0
    for order, way in enumerate(BUILT_IN):
        route = HelpRoute(**asdict(way), sort_order=order, owner="Content editors")
        route.save()
        route.save_revision()
    return len(BUILT_IN)


def _make(start: StartingPage, parent: Page) -> BasePage:
    """The page in its place, unpublished, so that others can already link to it."""
    page = MODELS[start.kind](slug=start.slug, body=NOTHING_YET, show_in_menus=start.in_menu, live=False, **_own(start))
    parent.add_child(instance=page)
    return page


def _own(start: StartingPage) -> dict[str, Any]:
    """What the file says beyond the body; a kind of page has only some of it."""
    own = {name: getattr(start, name) for name in OWN} | {"on": start.day}
    plain = {name: getattr(start, name) for name in ("title", "seo_title", "summary")}
    return plain | {name: value for name, value in own.items() if value}


def _write(start: StartingPage, made: dict[str, BasePage]) -> None:
    page = made[start.path]
    page.body = [_block(part, made) for part in start.body]
    if start.what_it_is_not:
        page.what_it_is_not = _linked(start.what_it_is_not, made)
    page.full_clean()
    page.save_revision().publish()


def _block(part: dict[str, Any], made: dict[str, BasePage]) -> tuple[str, Any]:
    """One part of a file as the block it stands for."""
    if "text" in part:
        return "paragraph", _linked(part["text"], made)
    if "inset" in part:
        return "inset", _linked(part["inset"], made)
    if "heading" in part:
        return "heading", {"text": part["heading"], "level": part.get("level", "2")}
    if "question" in part:
        return "details", {"question": part["question"], "answer": _linked(part["answer"], made)}
    if "activity" in part:
        return "activity", {"kind": part["activity"]}
    if "warning" in part:
        warning = part["warning"]
        return "warning", {"heading": warning["heading"], "text": _linked(warning["text"], made)}
    if "action" in part:
        link = part["action"]
        page = _there(link["page"], made).page_ptr if "page" in link else None
        return "action_link", {"text": link["text"], "page": page, "address": link.get("address", "")}
    cards = part["cards"]
    return "cards", {"heading": cards["heading"], "pages": [_there(path, made) for path in cards["pages"]]}


def _linked(html: str, made: dict[str, BasePage]) -> str:
    def link(found: re.Match[str]) -> str:
        return f'<a linktype="page" id="{_there(found[1], made).pk}">'

    return re.sub(r'<a href="page:([^"]*)">', link, html.strip())


def _serve_from(home: BasePage) -> None:
    """Make it the front of the default site, and clear away the page that Wagtail put there."""
    address = urlsplit(environment.base_url)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "site_name": environment.service_name,
            "root_page": home.page_ptr,
        },
    )
    for page in _welcome_pages():
        page.delete()


def _welcome_pages() -> Iterator[Page]:
    """Wagtail's own first page: of no type of ours, and nobody has ever revised it."""
    for page in Page.objects.filter(depth=2, latest_revision__isnull=True):
        if type(page.specific) is Page:
            yield page
