"""The menu at the top of staff pages. Apps add their entries when they start; each person sees what they may use.

navigation.add(Entry("Timetable", "timetable:mine", Permission.TIMETABLE_VIEW_OWN, order=20))
"""

from collections.abc import Callable, Hashable
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
    """An entry as one person sees it on one page. `current` is `page`, `true` (a page below it) or nothing.

    `language` is that of where it leads, if it is another than that of the page.
    """

    label: str
    href: str
    current: str
    language: str = ""


_entries: list[Entry] = []
_by_rights: dict[Hashable, list[Entry]] = {}


def add(entry: Entry) -> None:
    """Put an entry into the menu; once, however often an app starts."""
    if entry not in _entries:
        _entries.append(entry)
        _by_rights.clear()


def links_for(request: HttpRequest) -> list[Link]:
    """The menu of whoever asks: nothing for visitors."""
    user: Any = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    shown = (entry for entry in _allowed(user) if entry.only is None or entry.only(user))
    return [Link(entry.label, href, _current(href, request.path)) for entry in shown if (href := _href(entry))]


def _allowed(user: Any) -> list[Entry]:
    """What their roles allow, in order: worked out once for all who hold the same rights."""
    rights = getattr(user, "rights", None)
    if rights is None:
        return _worked_out(user)
    if rights not in _by_rights:
        _by_rights[rights] = _worked_out(user)
    return _by_rights[rights]


def _worked_out(user: Any) -> list[Entry]:
    return [entry for entry in sorted(_entries, key=lambda entry: entry.order) if _may(entry, user)]


def _may(entry: Entry, user: Any) -> bool:
    wanted = entry.permission if isinstance(entry.permission, tuple) else (entry.permission,)
    return entry.permission is None or any(user.can(permission) for permission in wanted if permission is not None)


def _href(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(href) and href != "/" else ""
