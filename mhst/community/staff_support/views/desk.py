"""The desk of those who support staff. For everybody else there is nothing here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.staff_support.actions import request as actions
from mhst.community.staff_support.actions import worker as worker_actions
from mhst.community.staff_support.forms import desk as forms
from mhst.community.staff_support.queries import door, team, worker
from mhst.community.staff_support.queries import request as queries
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import PlainForm, posted

BOTH = require_http_methods(["GET", "POST"])
FORM = "staff_support/desk/form.html"


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Who waits, whom one supports, and teams that were asked for."""
    worker.check_door(request.user)
    context = {
        "waiting": queries.waiting(request.user, request.GET.get("page", 1)),
        "mine": queries.mine(request.user),
        "teams": team.waiting(request.user),
        "own_teams": team.mine(request.user),
        "employer": worker.employer_of(request.user),
    }
    return render(request, "staff_support/desk/index.html", context)


@BOTH
def employer(request: SignedInRequest) -> HttpResponse:
    worker.check_door(request.user)
    now = worker.employer_of(request.user)
    return form_page(
        request,
        form=forms.Employer(
            posted(request), organisations=worker.organisations(), initial={"employer": str(now.pk) if now else ""}
        ),
        act=lambda said: worker_actions.say_employer(by=request.user, **said),
        done="Saved.",
        to=reverse("staff-support-desk"),
        template=FORM,
        context={"title": "Who employs you"},
    )


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The whole of it, once they have said that they do not know the person."""
    asked = queries.get_visible(id, request.user)
    if not queries.is_checked(asked, request.user):
        recording.seen(asked, by=request.user, verb="staff_support.show")
        act = lambda knows: actions.say_whether_known(request=asked, knows=knows, by=request.user)  # noqa: E731
        place = door.named(asked.works_at)
        return ask_whether_known(request, act=act, name=asked.name, place=place)
    recording.seen(asked, by=request.user, verb="staff_support.show")
    context = {
        "asked": asked, "works_at": door.named(asked.works_at), "is_mine": asked.worker_id == request.user.pk,
        "assessment": queries.assessment_of(asked), "offers": queries.offers_of(asked),
        "notes": queries.notes_of(asked),
    }  # fmt: skip
    return render(request, "staff_support/desk/show.html", context)


def ask_whether_known(
    request: SignedInRequest, *, act: Callable[[bool], None], name: str, place: str, is_team: bool = False
) -> HttpResponse:
    """A name and a place, to answer one question; nothing else of it is on the page."""
    form = forms.DoYouKnow(posted(request))
    if request.method == "POST" and form.is_valid():
        act(form.cleaned_data["knows"])
        if not form.cleaned_data["knows"]:
            return redirect(request.path)
        messages.success(request, "Thank you. It is not shown to you any more.")
        return redirect("staff-support-desk")
    context = {"name": name, "place": place, "is_team": is_team, "form": form}
    return render(request, "staff_support/desk/known.html", context, status=422 if form.errors else 200)


@require_POST
def take(request: SignedInRequest, id: UUID) -> HttpResponse:
    actions.take(request=queries.get_checked(id, request.user), by=request.user)
    messages.success(request, "You support them from now on. Offer them a time.")
    return redirect("staff-support-show", id)


@BOTH
def give_back(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    return confirm_page(
        request,
        act=lambda: actions.give_back(request=asked, by=request.user),
        done="Given back. Somebody else can support them.",
        to=reverse("staff-support-desk"),
        template="staff_support/desk/give_back.html",
        context={"caption": asked.name, "there": reverse("staff-support-show", args=[id])},
    )


@BOTH
def assess(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    found = queries.assessment_of(asked)
    now = {name: getattr(found, name) for name in ("heard", "plan", "went_through_help")} if found else None
    form = forms.Assess(posted(request), initial=now)
    return _form(request, asked, form, actions.assess, "First talk", "Saved.")


@BOTH
def offer_time(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    done = "Offered. They choose when they come back."
    return _form(request, asked, forms.OfferTime(posted(request)), actions.offer, "Offer a time", done)


@BOTH
def signpost(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    form = forms.Signpost(posted(request))
    return _form(
        request, asked, form, actions.offer, "Somebody else who could help", "They see it when they come back."
    )


@require_POST
def withdraw(request: SignedInRequest, id: UUID, offer: UUID) -> HttpResponse:
    actions.withdraw(request=queries.get_checked(id, request.user), offer=offer, by=request.user)
    return redirect("staff-support-show", id)


@BOTH
def answer(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    return _form(request, asked, forms.Answer(posted(request)), actions.answer, "Write to them", "Kept for them.")


@BOTH
def close(request: SignedInRequest, id: UUID) -> HttpResponse:
    asked = queries.get_checked(id, request.user)
    form = forms.Close(posted(request))
    return _form(request, asked, form, actions.close, "Finish", "Finished. They see your words until it is deleted.")


def _form(
    request: SignedInRequest, asked: Any, form: PlainForm, act: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        act=lambda said: act(request=asked, by=request.user, **said),
        done=done,
        to=reverse("staff-support-show", args=[asked.pk]),
        template=FORM,
        context={"title": title, "caption": asked.name},
    )
