"""Moving, skipping, cancelling and reviving one session, or one and all later ones. A page each, with its reasons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from sessions_app.actions import session as actions
from sessions_app.actions import shut_day
from sessions_app.forms import change as forms
from sessions_app.queries import session as queries
from sessions_app.queries.alternatives import Alternative, alternatives, alternatives_for_rest
from sessions_app.rules import session as rules

if TYPE_CHECKING:
    from mhst.access.models import User
    from sessions_app.models import SupportSession


@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = _load(request, id, rules.check_can_move)
    rooms = queries.rooms_for(request.user, session)
    form = forms.Move(posted(request), initial=forms.where_it_is(session), rooms=rooms, of=session)
    return _change(
        request, session, form, "move",
        lambda seen, given: actions.move(session=seen, by=request.user, **given),
        "The session is moved. Those who hold it are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def move_rest(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = _load(request, id, rules.check_can_move)
    form = forms.MoveRest(posted(request), initial={"date": session.date}, of=session)
    return _change(
        request, session, form, "move_rest",
        lambda seen, given: actions.move_rest(session=seen, by=request.user, **given),
        "This session and all later ones are moved. Those who hold them are told.",
        instead=alternatives_for_rest,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = _load(request, id, rules.check_can_cancel)
    return _change(
        request, session, forms.Cancel(posted(request), of=session), "cancel",
        lambda seen, given: actions.cancel(session=seen, by=request.user, **given),
        "The session is cancelled. Those who hold it are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def skip(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = _load(request, id, rules.check_can_skip)
    return _change(
        request, session, forms.Skip(posted(request), of=session), "skip",
        lambda seen, given: actions.skip(session=seen, by=request.user, **given),
        "The week is left out. Those who hold the session are told.",
    )  # fmt: skip


@require_POST
def revive(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = _load(request, id, rules.check_can_revive)
    form = forms.Revive(posted(request), of=session)
    try:
        actions.revive(session=form.seen() if form.is_valid() else session, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, "The session takes place after all. Those who hold it are told.")
    return redirect("series", session.series_id)


@require_POST
def apply_rule(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What the run's rule makes of a session whose day was shut since: what was said beside the button, or nothing."""
    session = _load(request, id, rules.check_can_move)
    form = forms.ApplyRule(request.POST, of=session)
    try:
        if form.is_valid():
            shut_day.apply_rule(session=form.seen(), by=request.user, **form.given())
            messages.success(request, "The group's rule is applied. Those who hold the session are told.")
    except DomainError as refused:
        messages.warning(request, refused.message)
    return redirect("series", session.series_id)


def _load(request: SignedInRequest, id: UUID, check: "Callable[[SupportSession, Any], None]") -> "SupportSession":
    """The session, or 404; then the rule's sentence as a page of its own when it cannot be done at all."""
    session = queries.get_visible(id, request.user)
    check(session, request.user)
    return session


def _change(
    request: SignedInRequest,
    session: "SupportSession",
    form: "forms.Seen[SupportSession]",
    verb: str,
    act: "Callable[[SupportSession, dict[str, Any]], object]",
    done: str,
    *,
    instead: "Callable[[User, SupportSession, dict[str, Any]], list[Alternative]]" = alternatives,
) -> HttpResponse:
    status, free = 422 if form.errors else 200, list[Alternative]()
    if request.method == "POST" and form.is_valid():
        try:
            act(form.seen(), form.given())
        except DomainError as refused:
            form.refuse(refused)
            status = refused.status_on_form
            free = instead(request.user, session, form.given()) if refused.code == "occupied" else []
        else:
            messages.success(request, done)
            return redirect("session", session.pk)
    context = {"session": session, "form": form, "free": free, "series": session.series}
    return render(request, f"sessions_app/session/{verb}.html", context, status=status)
