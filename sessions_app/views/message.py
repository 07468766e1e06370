"""What could not be sent, for whoever keeps the diary: try again, or give up."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.actions import message as actions
from sessions_app.queries import message as queries


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    request.user.require(Permission.MESSAGE_MEND)
    page = queries.could_not_be_sent(request.user, page=request.GET.get("page", "1"))
    return render(request, "sessions_app/message/index.html", {"page": page, "counts": queries.counts(request.user)})


@require_POST
def retry(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _mend(request, id, actions.retry, "We try to send it again now.")


@require_POST
def give_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _mend(request, id, actions.give_up, "It will not be sent.")


def _mend(request: SignedInRequest, id: UUID, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do it, or say why not: somebody else may have been quicker."""
    message = queries.get_visible(id, request.user)
    try:
        act(message=message, by=request.user)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("messages")
