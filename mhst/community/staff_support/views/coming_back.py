"""What a browser keeps of somebody who has no account: a cookie of the partition's own, sealed, for twenty minutes.

It is not the session of the rest of the house, so that nothing there ever tells of staff support.
"""

import base64
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mhst.core import clock, crypto
from mhst.core.crypto import CannotOpen

NAME, PATH, SECONDS = "staff-support", "/staff-support/", 20 * 60
ABOUT = "staff support cookie"


def keep(response: HttpResponse, **told: str) -> HttpResponse:
    """Let the browser come back to this for another while."""
    until = int(clock.now().timestamp()) + SECONDS
    sealed = crypto.ring("staff").seal(json.dumps({**told, "until": until}).encode(), about=ABOUT)
    response.set_cookie(
        NAME, base64.urlsafe_b64encode(sealed).decode(), max_age=SECONDS, path=PATH, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip
    return response


def kept(request: HttpRequest) -> dict[str, Any]:
    """What the cookie tells; nothing once it is over or was altered."""
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(NAME, ""))
        told: dict[str, Any] = json.loads(crypto.ring("staff").open(sealed, about=ABOUT))
    except (ValueError, CannotOpen):
        return {}
    return told if told["until"] > clock.now().timestamp() else {}


def forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(NAME, path=PATH, samesite="Strict")
    return response
