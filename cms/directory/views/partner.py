"""A partner keeps their entries right by a private link, without an account.

The address is the key: whoever has it can write about these entries and about nothing else, and nothing becomes public
before an editor has read it. So the pages ask for no more.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.directory.actions import proposal as actions
from cms.directory.enums import Capacity
from cms.directory.forms.entry import ConfirmForm, EntryForm, initial_of
from cms.directory.queries import edit_link as queries
from mhst.core import floods
from mhst.core.actors import Machine
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted

if TYPE_CHECKING:
    from cms.directory.models import EditLink

PARTNER = Machine("partner's link")
GONE = 410
MOST_WRITES, IN_SECONDS = 60, 600


def opened(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever has the address, while it is live; later comers are told why, and what to do."""

    @wraps(view)
    def open_link(request: HttpRequest, token: str, **which: int) -> HttpResponse:
        try:
            link = queries.by_token(token)
        except NotFound:
            return _closed(request, "unknown", 404)
        if not link.is_live:
            return _closed(request, link.standing, GONE)
        if request.method == "POST" and floods.is_over(f"partner:{link.pk}", most=MOST_WRITES, seconds=IN_SECONDS):
            return render(request, "429.html", status=429)
        try:
            return view(request, link, token, **which)
        except Conflict:  # it was stopped a moment ago
            return _closed(request, queries.by_token(token).standing, GONE)

    return login_not_required(never_cache(open_link))


@require_GET
@opened
def entries(request: HttpRequest, link: "EditLink", token: str) -> HttpResponse:
    """What they keep, each with one press for “still right”."""
    context = {"link": link, "token": token, "entries": queries.entries_of(link), "capacities": Capacity.choices}
    return render(request, "directory/partner/entries.html", context)


@require_POST
@opened
def confirm(request: HttpRequest, link: "EditLink", token: str, id: int) -> HttpResponse:
    own = queries.get_entry(link, id)
    form = ConfirmForm(request.POST)
    capacity = form.cleaned_data["capacity"] if form.is_valid() else own.service.capacity
    actions.confirm(link=link, service=own.service, capacity=Capacity(capacity), by=PARTNER)
    messages.success(request, _("Thank you. %(service)s is marked as right today.") % {"service": own.service})
    return redirect("directory-partner", token)


@require_http_methods(["GET", "POST"])
@opened
def entry(request: HttpRequest, link: "EditLink", token: str, id: int) -> HttpResponse:
    """What they would have instead; an editor reads it before anybody else does."""
    own = queries.get_entry(link, id)
    return form_page(
        request,
        form=EntryForm(posted(request), initial=initial_of(own.service, own.theirs)),
        act=lambda said: actions.send(link=link, service=own.service, values=said, by=PARTNER),
        done=_("Thank you. We read it, and write to you when it is public.")
        if link.provider.contact_email
        else _("Thank you. We read it. Look here again to see when it is public."),
        to=reverse("directory-partner", args=[token]),
        template="directory/partner/entry.html",
        context={"own": own, "token": token},
    )


@require_POST
@opened
def take_back(request: HttpRequest, link: "EditLink", token: str, id: int) -> HttpResponse:
    own = queries.get_entry(link, id)
    try:
        actions.take_back(link=link, service=own.service, by=PARTNER)
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("Taken back. The entry stays as it is."))
    return redirect("directory-partner", token)


def _closed(request: HttpRequest, standing: str, status: int) -> HttpResponse:
    return render(request, "directory/partner/closed.html", {"standing": standing}, status=status)
