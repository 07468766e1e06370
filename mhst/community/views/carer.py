"""Those who look after someone, young or adult: recognised by the team, seen by champions as far as was agreed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.actions import carer as actions
from mhst.community.documents import carers_referral, may_judge
from mhst.community.forms import carer as forms
from mhst.community.queries import carer as queries
from mhst.community.queries import referral as referrals
from mhst.community.rules import carer as rules
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The champion's list."""
    request.user.require(Permission.CARER_SUPPORT)
    page = queries.for_champion(request.user, page=request.GET.get("page", "1"))
    recording.seen(page.object_list, by=request.user, verb="carers.index")
    return render(request, "community/carer/index.html", {"page": page})


@require_http_methods(["GET", "POST"])
def recognise(request: SignedInRequest, id: UUID) -> HttpResponse:
    """With their agreement, and for those whom they name."""
    person = queries.person_for(id, request.user)
    rules.check_can_recognise(person, request.user)
    if standing := queries.of(person):
        return redirect("carer", standing.pk)
    judge = may_judge(request.user, person, ConsentKind.KNOWN_AS_CARER)
    form = forms.Recognise(posted(request), person=person, may_judge=judge)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.recognise(young_person=person, by=request.user, **form.answers())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{person.name} is recognised.")
            return redirect("carer", made.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "person": person, "says_so": queries.says_so(person)}
    return render(request, "community/carer/recognise.html", context, status=status)


@require_http_methods(["GET", "POST"])
def recognise_parent(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The same of a parent or guardian, who agrees for themselves."""
    parent = referrals.parent_for(id, request.user)
    rules.check_can_recognise(parent.young_person, request.user)
    if standing := queries.of_parent(parent):
        return redirect("carer", standing.pk)
    form = forms.Known(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.recognise_parent(parent=parent, by=request.user, **form.answers())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{parent.name} is recognised.")
            return redirect("carer", made.pk)
    status = 422 if form.is_bound and form.errors else 200
    person = parent.young_person
    context = {"form": form, "person": person, "parent": parent, "says_so": queries.says_parent_does(person)}
    return render(request, "community/carer/recognise.html", context, status=status)


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What they need, what was offered, and what a carers' service was asked."""
    recognition = queries.get_visible(id, request.user)
    recording.seen(recognition, by=request.user, verb="carer.detail")
    may_recognise = rules.may_recognise(recognition.young_person, request.user)
    return form_page(
        request,
        form=forms.OfferForm(posted(request)),
        act=lambda said: actions.offer(recognition=recognition, by=request.user, **said),
        done="Noted.",
        to=reverse("carer", args=[id]),
        template="community/carer/detail.html",
        context={
            "recognition": recognition,
            "offers": queries.offers_of(recognition),
            "referrals": queries.referrals_of(recognition),
            "may_recognise": may_recognise,
            "refer": carers_referral(recognition.young_person, request.user, recognition.parent),
        },
    )


@require_http_methods(["GET", "POST"])
def who_knows(request: SignedInRequest, id: UUID) -> HttpResponse:
    """They changed their mind about a champion or the school."""
    recognition = queries.get_visible(id, request.user)
    person = recognition.young_person
    rules.check_can_recognise(person, request.user)
    rules.check_current(recognition)
    now = {name: getattr(recognition, name) for name in forms.WHO}
    judge = may_judge(request.user, person, ConsentKind.KNOWN_AS_CARER)
    form: forms.WhoKnows = (
        forms.WhoKnows(posted(request), initial=now) if recognition.parent_id
        else forms.WhoKnowsOfYoung(posted(request), initial=now, person=person, may_judge=judge)
    )  # fmt: skip
    return form_page(
        request,
        form=form,
        act=lambda said: actions.say_who_knows(recognition=recognition, by=request.user, **form.answers()),
        done="Changed. It holds from now on.",
        to=reverse("carer", args=[id]),
        template="community/carer/who_knows.html",
        context={"recognition": recognition},
    )


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, id: UUID) -> HttpResponse:
    recognition = queries.get_visible(id, request.user)
    rules.check_can_recognise(recognition.young_person, request.user)
    rules.check_current(recognition)
    return form_page(
        request,
        form=forms.End(posted(request), is_adult=recognition.parent_id is not None),
        act=lambda said: actions.end(recognition=recognition, by=request.user, **said),
        done="Ended. Only the record keeps that it was so.",
        to=reverse("people:young_person", args=[recognition.young_person_id]),
        template="community/carer/end.html",
        context={"recognition": recognition},
    )
