from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Refused
from mhst.people.forms.answers import ActionForm


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form is bound to: what was sent, or nothing on the first visit."""
    return request.POST if request.method == "POST" else None


def saved(request: SignedInRequest, form: ActionForm, act: Callable[..., Any], **about: Any) -> bool:
    """Whether the form was sent, is clean and the action did it. A refusal is shown in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        form.result = act(**{**form.answers(), **about}, by=request.user)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def done(request: SignedInRequest, sentence: str, to: str, *args: Any) -> HttpResponse:
    """On to another page, which says what was done."""
    messages.success(request, sentence)
    return redirect(to, *args)


def ask(request: SignedInRequest, template: str, form: ActionForm, **more: Any) -> HttpResponse:
    """The page with the form, and a status that says whether something is wrong with what was sent."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)
