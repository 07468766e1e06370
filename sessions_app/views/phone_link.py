"""Pages behind a link that somebody opens on their phone, without an account.

The address is the key, a birth date the check. A cookie that ends within half an hour, and belongs to this one address,
says that the birth date was right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from mhst.core.errors import Conflict, NotFound
from sessions_app.queries.phone import number_of

if TYPE_CHECKING:
    from mhst.places.models import Team

SECONDS = 1800
GONE = 410

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class PhoneLink:
    """One kind of link: the view that it opens, where its pages lie, and how it is found by its token."""

    name: str
    pages: str
    by_token: Callable[[str], Any]
    team_of: Callable[[Any], "Team"]

    def opened(self, view: View) -> View:
        """For everybody who has the address, while it is live; later comers are told why, and what to do."""

        @wraps(view)
        def open_link(request: HttpRequest, token: str) -> HttpResponse:
            try:
                link = self.by_token(token)
            except NotFound:
                return self.closed(request, "unknown", 404)
            if not link.is_live:
                return self.closed(request, link.standing, link=link)
            try:
                return view(request, link, token)
            except Conflict:  # somebody was quicker, or it was stopped a moment ago
                return self.closed(request, self.by_token(token).standing, link=link)

        return login_not_required(never_cache(open_link))

    def closed(self, request: HttpRequest, standing: str, status: int = GONE, link: Any = None) -> HttpResponse:
        context = {"standing": standing, **(self.whom_to_ring(link) if link else {})}
        return render(request, f"{self.pages}/closed.html", context, status=status)

    def whom_to_ring(self, link: Any) -> dict[str, str]:
        """The number of the team that sent it, as its letters say it."""
        return {"service_phone": number_of(self.team_of(link))}

    def kept(self, request: HttpRequest) -> list[str]:
        """What this phone was given to keep: the link's id first."""
        return str(request.get_signed_cookie(self.name, default="", salt=self.name, max_age=SECONDS)).split(":")

    def keep(self, response: HttpResponse, token: str, link: Any, *more: str) -> HttpResponse:
        response.set_signed_cookie(
            self.name, ":".join((str(link.pk), *more)), salt=self.name, max_age=SECONDS,
            path=reverse(self.name, args=[token]), httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return response

    def is_confirmed(self, request: HttpRequest, link: Any) -> bool:
        return self.kept(request)[0] == str(link.pk)


def not_the_birth_date(link: Any) -> str:
    """What is said of a wrong one."""
    left = link.tries_left
    return f"That is not the birth date we have. You can try {left} more {'time' if left == 1 else 'times'}."
