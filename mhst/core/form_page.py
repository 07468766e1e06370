"""The pages that change something: a form that is sent until it is right, and a question to confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.forms import PlainForm


def form_page(
    request: HttpRequest,
    *,
    form: PlainForm,
    act: Callable[[dict[str, Any]], Any],
    done: str | Callable[[Any], str],
    to: str | Callable[[Any], str],
    template: str,
    context: dict[str, Any],
    overtaken: Callable[[Conflict], HttpResponse] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, act, say so and go on. What a rule refuses stands at its field, and
    that somebody else came first above it, with what was typed, or on the page that `overtaken` makes.

    `done` is what is said and `to` where it goes on, or each makes it of what the act has made.
    """
    status = 422 if form.is_bound and form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            result = act(form.cleaned_data)
        except (Refused, Conflict) as refused:
            if overtaken and isinstance(refused, Conflict):
                return overtaken(refused)
            form.refuse(refused)
            status = refused.status_on_form
        else:
            messages.success(request, done(result) if callable(done) else done)
            return redirect(to(result) if callable(to) else to)
    back = {} if callable(to) else {"back": to}
    return render(request, template, {**back, **context, "form": form}, status=status)


def act_or_ask(request: HttpRequest, form: PlainForm, act: Callable[[], object]) -> int | None:
    """Act when the form is sent and right. None when that is done; else the status of the page that asks again.

    For pages on which any refusal stands, also that somebody else came first.
    """
    if request.method != "POST" or not form.is_valid():
        return 422 if form.errors else 200
    try:
        act()
    except DomainError as refused:
        form.refuse(refused)
        return refused.status_on_form
    return None


def confirm_page(
    request: HttpRequest,
    *,
    act: Callable[[], object],
    done: str,
    to: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Ask first, saying what it means; act when the answer is sent."""
    if request.method == "POST":
        act()
        messages.success(request, done)
        return redirect(to)
    return render(request, template, {**context, "back": to})
