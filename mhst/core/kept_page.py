"""Pages of staff whose content stays as it is: kept whole, for all who have the same menu and the same rights.

What differs for each reader, their name and the token of their forms, is put in every time. While a page is made
nothing else is known of whoever asks, so nothing else of them can be in it.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from mhst.core import context, navigation

#: Where the name and the token go. Nobody can type these letters: see "private use" in Unicode.
NAME, TOKEN = "\ue000name\ue001", "\ue000token\ue001"
_PLACES = re.compile(f"({NAME}|{TOKEN})")
#: What a template is told, worked out only where there is no such page yet.
Told = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Frame:
    """What stands around a page, as far as it depends on who reads it: their menu, their rights, their language."""

    path: str
    menu: tuple[navigation.Link, ...]
    rights: Hashable
    is_colleague: bool
    language: str


@dataclass(frozen=True)
class _Reader:
    """Somebody of whom a template learns what they may, and no name."""

    can: Callable[..., bool]
    is_colleague: bool
    name: str = NAME
    is_authenticated: bool = True


@dataclass(frozen=True)
class _Request:
    user: _Reader
    path: str


class KeptPages:
    """So many, in this process; the one that was not read for longest goes first."""

    def __init__(self, template: str, most: int) -> None:
        self.template, self.most = template, most
        self._pages: OrderedDict[Hashable, list[bytes]] = OrderedDict()
        self._lock = Lock()

    def response(self, request: HttpRequest, shown: Hashable, told: Told) -> HttpResponse:
        """`shown` is all that `told` depends on. Who asks may see it: that is asked before, every time."""
        if len(get_messages(request)):  # for these eyes only, and once
            return render(request, self.template, told())
        kept = self._kept(frame_of(request), shown, told, request)
        user: Any = request.user
        put_in = {NAME.encode(): escape(user.name).encode(), TOKEN.encode(): get_token(request).encode()}
        return HttpResponse(b"".join(put_in.get(piece, piece) for piece in kept))

    def _kept(self, frame: Frame, shown: Hashable, told: Told, request: HttpRequest) -> list[bytes]:
        user: Any = request.user
        with self._lock:
            if page := self._pages.get((frame, shown)):
                self._pages.move_to_end((frame, shown))
                return page
        page = self._made(frame, _Reader(user.can, frame.is_colleague), told())
        with self._lock:
            self._pages[frame, shown] = page
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)
        return page

    def _made(self, frame: Frame, reader: _Reader, told: dict[str, Any]) -> list[bytes]:
        """In pieces: what is the same for all, and between it where name and token go."""
        known = context.ways_out() | {"navigation": frame.menu, "user": reader, "csrf_token": TOKEN}
        page = render_to_string(self.template, known | {"request": _Request(reader, frame.path)} | told)
        return [piece.encode() for piece in _PLACES.split(page)]


def frame_of(request: HttpRequest) -> Frame:
    user: Any = request.user
    menu = tuple(navigation.links_for(request))
    return Frame(request.path, menu, user.rights, user.is_colleague, get_language() or "")
