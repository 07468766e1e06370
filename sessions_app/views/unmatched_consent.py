"""Answers that came without a link: a person says whom each is about, or sets it aside."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import young_person as young_people
from sessions_app.actions import unmatched_consent as actions
from sessions_app.forms import unmatched_consent as forms
from sessions_app.queries import unmatched_consent as queries
from sessions_app.rules.unmatched_consent import check_can_settle, differences

BOTH = require_http_methods(["GET", "POST"])


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Those that nobody has settled, the oldest first."""
    request.user.require(Permission.REFERRAL_VIEW)
    page = queries.waiting(request.user, page=request.GET.get("page", 1))
    context = {"page": page, "may_settle": request.user.can(Permission.CONSENT_RECORD)}
    return render(request, "sessions_app/unmatched_consent/index.html", context)


@require_GET
def aside(request: SignedInRequest) -> HttpResponse:
    """Those that were set aside, and why."""
    request.user.require(Permission.REFERRAL_VIEW)
    page = queries.set_aside(request.user, page=request.GET.get("page", 1))
    return render(request, "sessions_app/unmatched_consent/aside.html", {"page": page})


@BOTH
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What came, and whom it may be about. Choosing somebody goes on to who answered; nothing is recorded yet."""
    unmatched = queries.get_visible(id, request.user)
    check_can_settle(unmatched, request.user)
    text = request.GET.get("name", "")
    likely = [(one.person, one.why) for one in queries.suggested(unmatched, request.user)]
    known = {person.pk for person, _ in likely}
    found = [(person, "") for person in queries.searched(unmatched, request.user, text) if person.pk not in known]
    people = [*likely, *found]
    recording.seen([unmatched, *(person for person, _ in people)], by=request.user, verb="unmatched_consent.detail")
    form = forms.Who(posted(request), people=people)
    if request.method == "POST" and form.is_valid():
        return redirect("unmatched-consent-match", unmatched.pk, form.cleaned_data["young_person"])
    status = 422 if form.is_bound and form.errors else 200
    context = {"unmatched": unmatched, "form": form, "people": people, "text": text}
    return render(request, "sessions_app/unmatched_consent/detail.html", context, status=status)


@BOTH
def match(request: SignedInRequest, id: UUID, young_person_id: UUID) -> HttpResponse:
    """What came beside what is on record, and who answered."""
    unmatched = queries.get_visible(id, request.user)
    check_can_settle(unmatched, request.user)
    person = young_people.get_visible(young_person_id, request.user)
    request.user.require(Permission.CONSENT_RECORD, person)
    differs = differences(unmatched, person)
    form = forms.Giver(posted(request), person=person, name=unmatched.parent_name, differs=differs)

    def act(given: dict[str, Any]) -> object:
        parent = form.parents.get(given["parent"])
        return actions.match(
            unmatched=unmatched,
            young_person=person,
            parent=parent,
            by=request.user,
            confirmed=given.get("confirmed", False),
        )

    return form_page(
        request, form=form, act=act, done="The answers are recorded.", to=reverse("unmatched-consents"),
        template="sessions_app/unmatched_consent/match.html",
        context={"unmatched": unmatched, "person": person, "differs": differs},
    )  # fmt: skip


@BOTH
def set_aside(request: SignedInRequest, id: UUID) -> HttpResponse:
    """It counts for nobody, and the reason is kept."""
    unmatched = queries.get_visible(id, request.user)
    check_can_settle(unmatched, request.user)
    return form_page(
        request, form=forms.SetAside(posted(request)),
        act=lambda given: actions.set_aside(unmatched=unmatched, because=given["because"], by=request.user),
        done="The answer is set aside.", to=reverse("unmatched-consents"),
        template="sessions_app/unmatched_consent/set_aside.html", context={"unmatched": unmatched},
    )  # fmt: skip
