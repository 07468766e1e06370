"""Safeguarding concerns: raising one, the list, one of them, what is added, answered and closed."""

from typing import cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.middleware import wants_json
from mhst.core.permissions import Permission
from sessions_app.actions import concern as actions
from sessions_app.actions import concern_step as step_actions
from sessions_app.enums import ConcernEntryKind
from sessions_app.forms import concern as forms
from sessions_app.queries import concern as queries
from sessions_app.queries import duty
from sessions_app.rules import concern as rules
from sessions_app.rules.concern_buttons import Buttons, kinds_to_add

TYPED = ("about", "own_words", "action_taken", "reason")
NOT_SENT = (
    "It is not sent, and nobody has been told: this page had been open for more than a week, or was not made by this"
    " service. Everything you typed is still here. Read it through, and send it again."
)
NOT_KEPT = "Not kept: this page was open for too long. Send the concern, and you get your words back on a new page."
RAISED = "Your concern is written down."


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    reads = queries.reads_any(request.user)
    if not reads:
        request.user.require(Permission.CONCERN_RAISE)
    show = request.GET.get("show", queries.OPEN) if reads else queries.OWN
    page = queries.find(request.user, show, page=request.GET.get("page", 1))
    context = {
        "page": page, "show": show, "reads": reads, "drafts": queries.own_drafts(request.user),
        "duty": duty.teams(request.user) if reads else [],
    }  # fmt: skip
    return render(request, "sessions_app/concern/index.html", context)


@require_GET
def new(request: SignedInRequest) -> HttpResponse:
    """Whom it is about, if that is not known yet; then the form, with whatever was kept of it."""
    request.user.require(Permission.CONCERN_RAISE)
    where = request.GET.get("from", "")[:80]
    if kept := request.GET.get("draft"):
        return _form_of_draft(request, kept)
    person = queries.about(request.GET.get("about", ""), request.user)
    if person is None and "unlisted" not in request.GET:
        return _who(request, where)
    about = str(person.pk) if person else ""
    return _shown(request, _empty(request, forms.Slip(str(request.user.pk), str(uuid4()), about, where)))


@csrf_exempt  # the signed slip does the token's work, and outlives the session
@login_not_required
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Keep what was typed before anything else, signed in or not; then raise the concern if it is complete."""
    slip = forms.Slip.read(request.POST.get("slip", ""))
    owner = queries.colleague(slip.user) if slip else None
    if slip is None or owner is None:
        return _not_sent(request) if request.method == "POST" else redirect("concern-new")
    form = forms.Raise(request.POST, person=queries.about(slip.about, owner), schools=queries.schools_for(owner))
    actions.keep(id=slip.concern_id, where=slip.where, by=owner, **form.typed())
    if wants_json(request) or "only_keep" in request.POST:
        return JsonResponse({"kept_at": f"{clock.now().astimezone(clock.LONDON):%H:%M}"})
    if request.user != owner or sessions.needs_second_factor(request.session, owner):
        messages.info(request, "Your words about a concern are kept, but it is not sent yet. Sign in to send it.")
        return redirect_to_login(f"{reverse('concern-new')}?draft={slip.id}")
    return _sent(cast("SignedInRequest", request), form, slip)


@require_POST
def discard(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.discard(draft=queries.own_draft(str(id), request.user), by=request.user)
    messages.success(request, "What you began is thrown away.")
    return redirect("concerns")


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    concern = queries.get_visible(id, request.user)
    recording.seen(concern, by=request.user, verb="concern.show")
    shown = queries.shown(concern, request.user)
    context = {"shown": shown, "concern": concern, "buttons": Buttons.of(shown, request.user)}
    return render(request, "sessions_app/concern/detail.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, id: UUID) -> HttpResponse:
    concern = queries.get_visible(id, request.user)
    kinds = kinds_to_add(concern, request.user)
    form = forms.Add(posted(request), kinds=kinds, initial={"kind": ConcernEntryKind.NOTE})
    return form_page(
        request, form=form, act=lambda given: actions.add(concern=concern, by=request.user, **given),
        done="It is added.", to=reverse("concern", args=[concern.pk]), template="sessions_app/concern/add.html",
        context={"concern": concern},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    concern = queries.get_visible(id, request.user)
    rules.check_can_close(concern, request.user)
    return form_page(
        request, form=forms.Close(posted(request)),
        act=lambda given: actions.close(concern=concern, by=request.user, **given),
        done="The concern is closed.", to=reverse("concern", args=[concern.pk]),
        template="sessions_app/concern/close.html", context={"concern": concern},
    )  # fmt: skip


@require_POST
def acknowledge(request: SignedInRequest, id: UUID, step_id: UUID) -> HttpResponse:
    concern = queries.get_visible(id, request.user)
    step_actions.acknowledge(step=queries.step_of(concern, step_id), by=request.user)
    messages.success(request, "It is written down that you know of this concern.")
    return redirect("concern", concern.pk)


def _who(request: SignedInRequest, where: str) -> HttpResponse:
    text = request.GET.get("name", "")
    found = queries.people_named(text, request.user, page=request.GET.get("page", 1))
    context = {"name": text, "page": found, "where": where, "drafts": queries.own_drafts(request.user)}
    return render(request, "sessions_app/concern/who.html", context)


def _empty(request: SignedInRequest, slip: forms.Slip, **initial: object) -> forms.Raise:
    return forms.Raise(
        initial={"slip": slip.signed(), **initial},
        person=queries.about(slip.about, request.user),
        schools=queries.schools_for(request.user),
    )


def _form_of_draft(request: SignedInRequest, id: str) -> HttpResponse:
    draft = queries.own_draft(id, request.user)
    about = str(draft.young_person_id or "")
    slip = forms.Slip(str(request.user.pk), str(draft.pk), about, draft.where)
    words = {name: getattr(draft, name) or "" for name in ("about", "own_words", "action_taken", "reason")}
    danger = {True: "yes", False: "no"}.get(draft.is_immediate)  # type: ignore[arg-type]
    return _shown(request, _empty(request, slip, school=str(draft.school_id or ""), is_immediate=danger, **words))


def _not_sent(request: HttpRequest) -> HttpResponse:
    """Nobody knows who made this form, so nothing is written. The words go back to whoever typed them."""
    if wants_json(request) or "only_keep" in request.POST:
        return JsonResponse({"why": NOT_KEPT}, status=410)
    user = request.user
    if not user.is_authenticated or sessions.needs_second_factor(request.session, user):
        typed = [(field.label, value) for name, field in forms.Raise.base_fields.items()
                 if name in TYPED and (value := request.POST.get(name, "").strip())]  # fmt: skip
        return render(request, "sessions_app/concern/not_sent.html", {"typed": typed}, status=409)
    user.require(Permission.CONCERN_RAISE)
    slip = forms.Slip.grown_old(request.POST.get("slip", ""), str(user.pk)) or forms.Slip(str(user.pk), str(uuid4()))
    words = request.POST.copy()
    words["slip"] = slip.signed()
    form = forms.Raise(words, person=queries.about(slip.about, user), schools=queries.schools_for(user))
    form.add_error(None, NOT_SENT)
    return _shown(cast("SignedInRequest", request), form, status=409)


def _sent(request: SignedInRequest, form: forms.Raise, slip: forms.Slip) -> HttpResponse:
    if form.is_valid():
        try:
            concern = actions.raise_concern(id=slip.concern_id, where=slip.where, by=request.user, **form.sent())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, RAISED)
            return redirect("concern", concern.pk)
    return _shown(request, form, status=422)


def _shown(request: SignedInRequest, form: forms.Raise, status: int = 200) -> HttpResponse:
    slip = form["slip"].value()
    begun = [draft for draft in queries.own_drafts(request.user) if status == 200 and str(draft.pk) != _id(slip)]
    context = {"form": form, "about": form.person, "drafts": begun}
    return render(request, "sessions_app/concern/new.html", context, status=status)


def _id(signed: str) -> str:
    slip = forms.Slip.read(signed)
    return slip.id if slip else ""
