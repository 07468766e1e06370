"""The practitioner's own page about their calendar link, and the calendar that a phone reads there."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from mhst.access.requests import SignedInRequest
from mhst.core.actors import Machine
from mhst.settings.environment import environment
from sessions_app.actions import feed as actions
from sessions_app.documents.feed import calendar_bytes
from sessions_app.queries import feed as queries
from sessions_app.queries.own import own_practitioner

PHONE = Machine("calendar feed")
#: Phones ask every few minutes at most. One address that asks oftener is told to wait, not cut off.
READS, SECONDS = 60, 600


@require_GET
def manage(request: SignedInRequest) -> HttpResponse:
    feed = queries.feed_of(own_practitioner(request.user))
    again = f"{reverse('feed-create')}?instead_of={feed.pk}" if feed else ""
    return render(request, "sessions_app/feed/manage.html", {"feed": feed, "again": again})


@require_POST
@never_cache
def create(request: SignedInRequest) -> HttpResponse:
    """Makes the link and shows it, in this answer only: it is in no address, no session and no cookie.

    The page keeps the site's referrer policy: without a referrer its button for signing out would be refused.
    """
    practitioner = own_practitioner(request.user)
    alive = queries.feed_of(practitioner)
    if request.GET.get("instead_of", "") != (str(alive.pk) if alive else ""):  # this page, loaded again
        messages.info(request, "A link was made already. It cannot be shown again; make a new one if you need it.")
        return redirect("feed")
    token = actions.create(practitioner=practitioner, by=request.user)
    address = f"{environment.base_url.rstrip('/')}{reverse('calendar', args=[token])}"
    links = {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    return render(request, "sessions_app/feed/created.html", links)


@require_POST
def revoke(request: SignedInRequest) -> HttpResponse:
    actions.revoke(practitioner=own_practitioner(request.user), by=request.user)
    return redirect("feed")


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself. Knows its reader by the address alone: no cookie is read or set."""
    feed = queries.by_token(token)
    if wait := _asked_too_often(feed.token_hash):
        return _unshared(HttpResponse("Ask again later.", status=429, headers={"Retry-After": str(wait)}))
    actions.note_read(feed=feed, by=PHONE)
    events = queries.events_of(feed.practitioner)
    content = calendar_bytes(events)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    changed = max([feed.created_at, *(event.changed_at for event in events)])
    response.headers["ETag"] = quote_etag(hashlib.sha256(content).hexdigest())
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="timetable.ics"'
    answer = get_conditional_response(request, response.headers["ETag"], int(changed.timestamp()), response)
    return _unshared(answer or response)


def _asked_too_often(token_hash: str) -> int:
    """Seconds to wait, or none. Counted in windows, by feed and not by the address that asks."""
    key = f"feed:{token_hash}"
    cache.add(key, 0, SECONDS)
    return SECONDS if cache.incr(key) > READS else 0


def _unshared(response: HttpResponse) -> HttpResponse:
    """The address must not travel on as the referrer of a link that somebody follows from here."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
