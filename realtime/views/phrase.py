"""Trying a phrase out in the editor, before it is saved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.permissions import Permission
from realtime.forms.flag import TryOut
from realtime.queries import phrase as queries


@require_POST
def try_out(request: SignedInRequest) -> HttpResponse:
    """What the list finds now and what it would find, on the messages that phrases may be written from."""
    request.user.require(Permission.PHRASE_EDIT)
    form = TryOut(request.POST)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        others = queries.instead_of(form.cleaned_data["phrase"])
        context |= {"tried": queries.tried((*others, *form.instead()))}
    return render(request, "realtime/phrase/try_out.html", context, status=200 if form.is_valid() else 422)
