"""Absent today: tell it, then see who could use the time."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from sessions_app.actions import absent as actions
from sessions_app.forms.absent import Absent, ThereAfterAll
from sessions_app.queries import absent as queries
from sessions_app.queries import freed as freed_time
from sessions_app.queries import session as sessions
from sessions_app.rules import absent as rules

if TYPE_CHECKING:
    from sessions_app.models import SupportSession


@require_http_methods(["GET", "POST"])
def tell(request: SignedInRequest, id: UUID) -> HttpResponse:
    session = sessions.get_visible(id, request.user)
    recording.seen(session, by=request.user, verb="session.absent")
    if rules.is_freed(session):
        return _freed(request, session)
    rules.check_can_tell(session, request.user)
    people = queries.expected(session, request.user)
    return form_page(
        request,
        form=Absent(posted(request), people=people, is_one=not session.series.programme.is_group),
        act=lambda given: actions.tell(session=session, by=request.user, **given),
        done=lambda is_off: "It is recorded. Those who hold the session are told." if is_off else "Recorded.",
        to=lambda is_off: reverse("session-absent" if is_off else "session", args=[session.pk]),
        template="sessions_app/session/absent.html",
        context={"session": session, "people": people},
    )


def _freed(request: SignedInRequest, session: "SupportSession") -> HttpResponse:
    """The session is called off: who could be seen at its time instead, or begin then."""
    request.user.require(Permission.ABSENT_TELL, session)
    begin = freed_time.who_could_begin(session, request.user)
    recording.seen([one.referral for one in begin], by=request.user, verb="session.absent")
    told = {
        "session": session,
        "could": queries.who_could_use(session, request.user),
        "begin": begin,
        "may_reuse": request.user.can(Permission.SESSION_MOVE, session),
        "may_undo": rules.may_undo(session, request.user),
    }
    return render(request, "sessions_app/session/freed.html", told)


@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They are there after all: unless somebody else has their time by now."""
    session = sessions.get_visible(id, request.user)
    rules.check_can_undo(session, request.user)
    recording.seen(session, by=request.user, verb="session.absent_undo")
    return form_page(
        request,
        form=ThereAfterAll(posted(request), people=queries.absent_people(session, request.user)),
        act=lambda given: actions.undo(session=session, by=request.user, **given),
        done=lambda is_on: "The session takes place after all. Those who hold it are told." if is_on else "Taken back.",
        to=reverse("session", args=[session.pk]),
        template="sessions_app/session/there.html",
        context={"session": session, "is_freed": rules.is_freed(session)},
    )


@require_POST
def reuse(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One of those who could use the time is seen then."""
    freed = sessions.get_visible(id, request.user)
    rules.check_can_reuse(freed, request.user)
    could = {str(one.session.pk): one for one in queries.who_could_use(freed, request.user)}
    chosen = could.get(request.POST.get("session", ""))
    if chosen is None:
        messages.warning(request, "That is not free any more. These could use the time now.")
        return redirect("session-absent", freed.pk)
    try:
        actions.reuse(freed=freed, session=chosen.session, by=request.user)
    except DomainError as refused:
        messages.warning(request, refused.message)
        return redirect("session-absent", freed.pk)
    messages.success(request, f"{chosen.person.name} is seen today instead. Those who hold the session are told.")
    return redirect("session", chosen.session.pk)
