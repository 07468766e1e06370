"""Who is at the door: a page of ours, under a session that lets somebody in."""

import datetime as dt
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from mhst.access import sessions
from mhst.core import clock

if TYPE_CHECKING:
    from mhst.access.models import User

Scope = dict[str, Any]


def header(scope: Scope, name: bytes) -> str:
    """One header, or nothing; of several the first."""
    return next((value.decode("latin1") for found, value in scope["headers"] if found == name), "")


def is_ours(scope: Scope) -> bool:
    """Whether a page of this very host asks: browsers say so with every such request, and scripts cannot lie."""
    host = header(scope, b"host")
    domain, _ = split_domain_port(host)
    origin = urlsplit(header(scope, b"origin"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS) and origin.netloc.lower() == host.lower()


def session_key(scope: Scope) -> str | None:
    """The key of the session that the browser has."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(header(scope, b"cookie"))
    except CookieError:
        return None
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else None


def holder(key: str | None) -> "tuple[User, dt.datetime] | None":
    """Whose session it is, and until when it lasts if nobody does anything. None when it lets nobody in."""
    held = sessions.holder(key)
    return (held[1], clock.now() + sessions.time_left(*held)) if held else None


def stay(key: str) -> None:
    """Somebody has done something under this session. Read anew: pages write into it, too."""
    if (held := sessions.holder(key)) is not None:
        sessions.stay(held[0])
