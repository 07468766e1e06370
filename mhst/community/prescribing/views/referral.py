"""Refer a young person to a link worker, and where that stands for whoever did."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.documents import may_judge
from mhst.community.prescribing.actions import referral as actions
from mhst.community.prescribing.forms import referral as forms
from mhst.community.prescribing.queries import referral as queries
from mhst.community.prescribing.rules import referral as rules
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind
from mhst.people.queries import young_person

BEFORE = "No agreement, no referral. They know what a link worker does, and may say no, now and later."


@require_http_methods(["GET", "POST"])
def refer(request: SignedInRequest, id: UUID) -> HttpResponse:
    person = young_person.get_visible(id, request.user, Permission.YOUNG_PERSON_VIEW)
    rules.check_may_refer(person, request.user)
    judge = may_judge(request.user, person, ConsentKind.LINK_WORKER)
    form = forms.Refer(posted(request), teams=queries.teams(), person=person, may_judge=judge)
    return form_page(
        request,
        form=form,
        act=lambda said: actions.refer(person=person, by=request.user, **form.answers()),
        done="Referred. You are told when a link worker takes it on.",
        to=reverse("people:young_person", args=[id]),
        template="prescribing/form.html",
        context={"title": "Refer to a link worker", "caption": person.name, "before": BEFORE},
    )


@require_GET
def state(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Where it stands and who works with them; nothing of what was said there."""
    referral = queries.get_referred(id, request.user)
    recording.seen(referral, by=request.user, verb="prescribing.state")
    return render(request, "prescribing/state.html", {"referral": referral})
