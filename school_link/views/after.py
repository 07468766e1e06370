"""After the advice: saying who it was, and what happened."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import young_person as young_people
from school_link.actions import after as actions
from school_link.forms import after as forms
from school_link.queries import after as queries
from school_link.queries import consultation as consultations
from school_link.rules import after as rules

if TYPE_CHECKING:
    from mhst.access.models import User
    from school_link.models import FollowUp, Naming

THANKS = "Thank you. The specialists see what came of it."
ASKED_AGAIN = "It is early, so we ask you once more in a few weeks."
BOTH = require_http_methods(["GET", "POST"])


@BOTH
def name(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Find the pupil, say why it may be said; then on to a request for support that is written already."""
    one = consultations.get_visible(id, request.user)
    rules.check_can_name(one, request.user, queries.naming_of(one) is not None)
    text = (request.POST if request.method == "POST" else request.GET).get("text", "")
    pupils = queries.pupils_like(request.user, one, text)
    form = forms.Name(posted(request), pupils=pupils, initial={"text": text})
    if request.method == "POST" and pupils and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("pupil", "because", "words")}
        try:
            naming = actions.name(consultation=one, by=request.user, **said)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"It is in the record of {naming.young_person.name} now.")
            return _onward(naming, request.user)
    context = {"one": one, "form": form, "pupils": pupils, "text": text, "is_served": queries.is_served(one)}
    return render(request, "school_link/after/name.html", context, status=422 if form.is_bound and form.errors else 200)


@BOTH
def wrong_person(request: SignedInRequest, id: UUID) -> HttpResponse:
    """It was somebody else: out of their record, and free to be named again."""
    one = consultations.get_visible(id, request.user)
    rules.check_asks(one, request.user)
    naming = queries.naming_of(one)
    if naming is None and request.method == "GET":
        return redirect("consultation", one.pk)
    return form_page(
        request,
        form=forms.WrongPerson(posted(request), initial={"seen": naming and naming.pk}),
        act=lambda said: actions.take_back_name(consultation=one, by=request.user, **said),
        done="It is no longer in that record. Say who it is, once you know.",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/after/wrong_person.html",
        context={"one": one, "naming": naming, "requests": queries.requests_of(naming) if naming else []},
    )


@require_POST
def ask_for_support(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Begin the request, or go on with it."""
    one = consultations.get_visible(id, request.user)
    return _onward(actions.ask_for_support(consultation=one, by=request.user), request.user)


@require_GET
def of_person(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What of consultations is in a young person's record."""
    person = young_people.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    recording.seen(person, by=request.user, verb="consultation.of_person")
    context = {"person": person, "named": queries.part_of_record(person)}
    return render(request, "school_link/after/record.html", context)


@BOTH
def what_happened(request: SignedInRequest, id: UUID) -> HttpResponse:
    one = consultations.get_visible(id, request.user)
    before = queries.follow_up_of(one)
    if request.method == "GET" or before is None:  # else pressed twice, perhaps
        rules.check_can_tell(one, request.user)
    form = forms.Happened(posted(request), initial=_told(before))

    def tell(said: dict[str, Any]) -> "FollowUp":
        form.put(seen=before.version if before else "")  # shown again, what was said meanwhile stands above it
        return actions.tell_what_happened(consultation=one, by=request.user, **said)

    return form_page(
        request,
        form=form,
        act=tell,
        done=lambda told: THANKS if rules.is_last_word(one, told.outcome) else f"{THANKS} {ASKED_AGAIN}",
        to=reverse("consultation", args=[one.pk]),
        template="school_link/consultation/form_page.html",
        context={"one": one, "title": "What happened?"},
    )


def _told(before: "FollowUp | None") -> dict[str, object]:
    """What was said sooner, to be changed or said again."""
    return {"outcome": before.outcome, "words": before.words, "seen": before.version} if before else {}


def _onward(naming: "Naming", viewer: "User") -> HttpResponse:
    """To the request that came of it; where there is none, back to what else can be done."""
    return redirect(queries.way_on(naming, viewer) or reverse("consultation", args=[naming.consultation_id]))
