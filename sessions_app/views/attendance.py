"""Who came to a session: by name for each, or by head where nobody is known by name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import DomainError
from mhst.core.form_page import act_or_ask
from mhst.core.forms import posted
from sessions_app.actions import attendance as actions
from sessions_app.forms import attendance as forms
from sessions_app.queries import session_record as queries
from sessions_app.queries import write_up
from sessions_app.queries.session_record import Sheet
from sessions_app.rules import attendance as rules

if TYPE_CHECKING:
    from sessions_app.models import SupportSession

A_PAGE = 25


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Everything of one's own that is to be written up."""
    page = Paginator(write_up.to_write_up(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": write_up.as_lines(page), "reviews": write_up.reviews_due(request.user)}
    return render(request, "sessions_app/record/index.html", context)


@require_http_methods(["GET", "POST"])
def register(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Everybody in a session: who came, and the way to what is written about each."""
    session = queries.of_team(id, request.user)
    rules.check_can_record(session, request.user)
    rules.check_has_begun(session)
    sheets = queries.sheets(session)
    if not session.series.programme.is_group and len(sheets) == 1:
        return redirect("session-record", session.pk, sheets[0].person.pk)
    recording.seen([sheet.person for sheet in sheets], by=request.user, verb="attendance.register")
    if queries.is_counted_by_head(session):
        return _heads(request, session)
    return _by_name(request, session, sheets)


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, id: UUID, person: UUID) -> HttpResponse:
    """Say otherwise than before, and read what was said before."""
    sheet = queries.sheet_of(id, person, request.user)
    rules.check_can_record(sheet.session, request.user)
    if sheet.attendance is None:
        return redirect("session-record", id, person)
    recording.seen(sheet.attendance, by=request.user, verb="attendance.correct")
    form = forms.Correct(posted(request), sheet=sheet, initial=forms.as_it_was(sheet.attendance))
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct(
                attendance=sheet.attendance, came=form.came(), why=given["why"], seen_at=given["seen_at"],
                by=request.user,
            )  # fmt: skip
        except DomainError as refused:
            form.refuse(refused)
            status = refused.status_on_form
        else:
            messages.success(request, "Corrected. What was said before is kept.")
            return redirect("session-record", id, person)
    status = 422 if status == 200 and form.errors else status
    return render(request, "sessions_app/record/correct.html", {"sheet": sheet, "form": form}, status=status)


def _by_name(request: SignedInRequest, session: "SupportSession", sheets: Sequence[Sheet]) -> HttpResponse:
    whole = forms.Group(posted(request))
    length = {"minutes": session.end_minute - session.start_minute}
    rows = [
        (sheet, None if sheet.attendance else forms.OneOfMany(posted(request), sheet=sheet, initial=length))
        for sheet in sheets
    ]
    asked = [form for _, form in rows if form]
    status = 200
    if request.method == "POST":
        status = 422
        right = [form.is_valid() for form in (whole, *asked)]  # every one, so that each says what is wrong with it
        if all(right):
            try:
                _record(request, session, whole, asked)
            except DomainError as refused:
                whole.refuse(refused)
                status = refused.status_on_form
            else:
                messages.success(request, "Saved. Write a note about each of them now, or later.")
                return redirect("session-records", session.pk)
    context = {
        "session": session, "rows": rows, "whole": whole, "asked": asked,
    }  # fmt: skip
    return render(request, "sessions_app/record/register.html", context, status=status)


def _record(
    request: SignedInRequest, session: "SupportSession", whole: forms.Group, asked: Sequence[forms.OneOfMany]
) -> None:
    for form in asked:
        form.said_for_all = whole.cleaned_data["mechanism"]
    came = {form.sheet.person.pk: form.came() for form in asked if form.is_filled_in}
    actions.record(session=session, came=came, by=request.user)


def _heads(request: SignedInRequest, session: "SupportSession") -> HttpResponse:
    counted = queries.head_count_of(session)
    start = {"minutes": session.end_minute - session.start_minute, "kind": "01"}
    if counted:
        start = {"kind": counted.kind, "came": counted.came, "minutes": counted.minutes}
    form = forms.Heads(posted(request), initial=start)
    status = act_or_ask(
        request, form, lambda: actions.count_heads(session=session, by=request.user, **form.cleaned_data)
    )
    if status is None:
        messages.success(request, "Saved.")
        return redirect("session", session.pk)
    context = {"session": session, "form": form, "counted": counted}
    return render(request, "sessions_app/record/heads.html", context, status=status)
