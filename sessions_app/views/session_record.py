"""What is written about one young person at one session. Read, typed, saved by itself or by its button, signed."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.form_page import act_or_ask
from mhst.core.forms import posted
from sessions_app.actions import attendance as attendance_actions
from sessions_app.actions import session_record as actions
from sessions_app.forms import attendance as attendance_forms
from sessions_app.forms import session_record as forms
from sessions_app.queries import session_record as queries
from sessions_app.queries.session_record import Sheet
from sessions_app.queries.sheet_page import attendances_of, sheet_page
from sessions_app.rules import attendance as attendance_rules
from sessions_app.rules import session_record as rules

if TYPE_CHECKING:
    from sessions_app.models import SessionRecord


#: In the address after Sign was refused.
UNSIGNED = "unsigned"


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, id: UUID, person: UUID) -> HttpResponse:
    """Whether they came, then the note. Those who may only read see what is written."""
    sheet = _open(request, id, person)
    if sheet.attendance is None:
        return _came(request, sheet)
    if request.method == "POST":
        return _saved(request, sheet)
    if UNSIGNED in request.GET and sheet.record is not None:
        return _unsigned(request, sheet, sheet.record)
    form = forms.Note(sheet=sheet, initial=forms.as_it_stands(sheet, str(request.user.pk)))
    return _page(request, sheet, form)


@require_POST
def save(request: SignedInRequest, id: UUID, person: UUID) -> JsonResponse:
    """The page saves by itself what is being typed. Answers with the new version and the time."""
    sheet = queries.sheet_of(id, person, request.user)
    form = forms.Note(request.POST, sheet=sheet)
    try:
        rules.check_can_write(sheet, request.user)
        record = _keep(request, sheet, form) if form.is_valid() else None
    except DomainError as refused:
        return JsonResponse({"error": refused.message, "code": refused.code}, status=refused.status)
    if record is None:
        return JsonResponse({"error": _first_error(form), "code": "invalid"}, status=422)
    return JsonResponse({"version": record.version, "saved": _when(record)})


@no_activity
@require_GET
def standing(request: SignedInRequest, id: UUID, person: UUID) -> JsonResponse:
    """Who is signed in and with which token a page may save: asked by one that was signed out while it was open."""
    sheet = queries.sheet_of(id, person, request.user)
    rules.check_can_read(sheet, request.user)
    return JsonResponse({"version": sheet.version, "writer": str(request.user.pk), "token": get_token(request)})


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, id: UUID, person: UUID) -> HttpResponse:
    """Add to what is signed."""
    sheet = _open(request, id, person)
    rules.check_can_add(sheet, request.user)
    form = forms.Add(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add(sheet=sheet, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, "Added. What was signed stays as it is.")
        return redirect("session-record", id, person)
    status = 422 if form.errors else 200
    return render(request, "sessions_app/record/add.html", {"sheet": sheet, "form": form}, status=status)


def _open(request: SignedInRequest, id: UUID, person: UUID) -> Sheet:
    """The sheet, if it may be read; the look is kept."""
    sheet = queries.sheet_of(id, person, request.user)
    rules.check_can_read(sheet, request.user)
    recording.seen(sheet.record or sheet.person, by=request.user, verb="session_record.detail")
    return sheet


def _came(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    """Nothing is written yet, so it begins with whether they came."""
    attendance_rules.check_can_record(sheet.session, request.user)
    attendance_rules.check_has_begun(sheet.session)
    length = {"minutes": sheet.session.end_minute - sheet.session.start_minute}
    form = attendance_forms.One(posted(request), sheet=sheet, initial=length)
    record = partial(attendance_actions.record, session=sheet.session, by=request.user)
    status = act_or_ask(request, form, lambda: record(came={sheet.person.pk: form.came()}))
    if status is None:
        return redirect("session-record", sheet.session.pk, sheet.person.pk)
    return render(request, "sessions_app/record/came.html", {"sheet": sheet, "form": form}, status=status)


def _saved(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    """What the buttons send: keep it, and sign it if that was the button."""
    form = forms.Note(request.POST, sheet=sheet)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    try:
        record = _keep(request, sheet, form)
    except Conflict as conflict:
        return _both(request, sheet, form, conflict)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, sheet, form, status=refused.status_on_form)
    if "sign" not in request.POST:
        messages.success(request, f"Saved at {_when(record)}.")
        return redirect("session-record", sheet.session.pk, sheet.person.pk)
    return _signed(request, sheet, record)


def _signed(request: SignedInRequest, sheet: Sheet, record: "SessionRecord") -> HttpResponse:
    """Sign what was just kept. A refusal is read on a page of its own address: loading it again sends nothing."""
    kept = queries.sheet_of(sheet.session.pk, sheet.person.pk, request.user)
    try:
        actions.sign(sheet=kept, version=record.version, by=request.user)
    except DomainError as refused:
        if refused.code.startswith("needs-"):
            raise
        at = reverse("session-record", args=[sheet.session.pk, sheet.person.pk])
        return redirect(f"{at}?{UNSIGNED}=1")
    messages.success(request, "Signed. From now on it can be added to, and no longer changed.")
    return redirect("session-record", sheet.session.pk, sheet.person.pk)


def _unsigned(request: SignedInRequest, sheet: Sheet, record: "SessionRecord") -> HttpResponse:
    """The note as it is kept, with what is still missing before it can be signed."""
    form = forms.kept(sheet, str(request.user.pk))
    if rules.may_write(sheet, request.user):
        try:
            rules.check_can_sign(sheet, record)
        except Refused as refused:
            form.refuse(refused)
    return _page(request, sheet, form)


def _keep(request: SignedInRequest, sheet: Sheet, form: forms.Note) -> "SessionRecord":
    rules.check_writer(form.cleaned_data["writer"], request.user)
    return actions.save(sheet=sheet, words=form.words(), version=form.cleaned_data["version"], by=request.user)


def _both(request: SignedInRequest, sheet: Sheet, form: forms.Note, conflict: Conflict) -> HttpResponse:
    """Two windows: the boxes hold what was saved last, and beside them stands what was sent from here."""
    if conflict.code == "signed":
        return _page(request, sheet, form, status=409, conflict=conflict, add=forms.Add(initial=_typed(form)))
    again = forms.kept(sheet, str(request.user.pk))
    forms.put_beside(again, form)
    again.add_error(
        None, "Another window saved newer words. They are below; what you sent from here stands above them."
    )
    return _page(request, sheet, again, status=409, conflict=conflict)


def _typed(form: forms.Note) -> dict[str, str]:
    parts = [form.cleaned_data[name] for name in ("note", "safety", "safety_plan")]
    return {"words": "\n\n".join(part for part in parts if part)}


def _page(request: SignedInRequest, sheet: Sheet, form: forms.Note, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "page": sheet_page(sheet),
        "sheet": sheet,
        "form": form,
        "talk": attendance_rules.talk_about_coming(sheet.person, attendances_of(sheet)),
        "may_record": rules.may_record(sheet, request.user),
        "may_write": rules.may_write(sheet, request.user),
        "may_add": rules.may_add(sheet, request.user),
        "may_work": rules.may_set_goals(sheet, request.user),
        **more,
    }
    return render(request, "sessions_app/record/detail.html", context, status=status)


def _first_error(form: forms.Note) -> str:
    return next((str(sentence) for sentences in form.errors.values() for sentence in sentences), "")


def _when(record: "SessionRecord") -> str:
    return f"{record.saved_at.astimezone(clock.LONDON):%H:%M:%S}"
