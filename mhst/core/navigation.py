"""The menu at the top of staff pages. Apps add their entries when they start; each person sees what they may use.

navigation.add(Entry("Timetable", "timetable:mine", Permission.TIMETABLE_VIEW_OWN, order=20))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from mhst.core.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A link, the address it leads to by name, and what one must be allowed to be shown it."""

    label: str
    url_name: str
    permission: Permission | tuple[Permission, ...] | None = None  # any of several is enough; none: for everybody
    order: int = 50
    only: Callable[[Any], bool] | None = None  # and what else must be so for somebody to be shown it


@dataclass(frozen=True)
class Link:
    """An entry as one person sees it on one page. `current` is `page`, `true` (a page below it) or nothing."""

    label: str
    href: str
    current: str


_entries: list[Entry] = []


def add(entry: Entry) -> None:
    """Put an entry into the menu; once, however often an app starts."""
    if entry not in _entries:
        _entries.append(entry)


def links_for(request: HttpRequest) -> list[Link]:
    """The menu of whoever asks: nothing for visitors."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    allowed = (entry for entry in sorted(_entries, key=lambda entry: entry.order) if _allowed(entry, user))
    return [Link(entry.label, href, _current(href, request.path)) for entry in allowed if (href := _href(entry))]


def _allowed(entry: Entry, user: Any) -> bool:
    wanted = entry.permission if isinstance(entry.permission, tuple) else (entry.permission,)
    may = entry.permission is None or any(user.can(permission) for permission in wanted if permission is not None)
    return may and (entry.only is None or entry.only(user))


def _href(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(href) and href != "/" else ""
