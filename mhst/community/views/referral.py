"""Staff refer somebody to a partner, follow it, and write down what came of it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.community.actions import referral as actions
from mhst.community.documents import CARERS_WHY, CARERS_WHY_ADULT, may_judge
from mhst.community.enums import Giver, HelpKind
from mhst.community.forms import referral as forms
from mhst.community.queries import partner as partners
from mhst.community.queries import referral as queries
from mhst.community.rules import referral as rules
from mhst.core import clock
from mhst.core.errors import Refused
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind

if TYPE_CHECKING:
    from mhst.community.models import Partner
    from mhst.people.models import ParentOrGuardian, YoungPerson


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """One's own and, where one may see them, the team's."""
    _check_list(request)
    narrow = forms.Narrow(request.GET, partners=partners.all_of(request.user))
    page = queries.find(request.user, narrow.wanted(), page=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    may_refer = request.user.can(Permission.NEIGHBOUR_REFER)
    context = {"page": page, "form": narrow, "query": query.urlencode(), "may_refer": may_refer}
    return render(request, "community/referral/index.html", context)


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Three fields and who agreed. `?person=` says about whom; without it, about somebody who is not on record."""
    person = _person(request)
    rules.check_can_refer(request.user, person)
    parent = _parent(request)
    form = _refer_form(request, person, parent)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.refer(young_person=person, by=request.user, **form.answers())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{made.partner} has been asked. They answer by {made.answer_by:%-d %B}.")
            return redirect("neighbour", made.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "form": form, "person": person, "parent": parent, "has_partners": bool(form.partners),
        "asking": list(form.names.values()),
    }  # fmt: skip
    return render(request, "community/referral/new.html", context, status=status)


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What was asked, what the partner answered, and what is to be done."""
    referral = queries.get_visible(id, request.user)
    recording.seen(referral, by=request.user, verb="neighbour.detail")
    context = {
        "referral": referral,
        "links": queries.links_of(referral),
        "may_act": rules.may_act(referral, request.user),
        "may_take_over": rules.may_take_over(referral, request.user),
        "steps": rules.steps(referral),
        "plan": forms.PlanFollowUp(initial={"follow_up_on": clock.today() + rules.USUAL_FOLLOW_UP}),
    }
    return render(request, "community/referral/detail.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, id: UUID) -> HttpResponse:
    referral = queries.get_visible(id, request.user)
    rules.check_own(referral, request.user)
    return form_page(
        request,
        form=forms.Withdraw(posted(request)),
        act=lambda said: actions.withdraw(referral=referral, by=request.user, **said),
        done="Withdrawn. The partner's link has stopped.",
        to=reverse("neighbour", args=[id]),
        template="community/referral/withdraw.html",
        context={"referral": referral},
    )


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, id: UUID) -> HttpResponse:
    """When to ask how it went."""
    referral = queries.get_visible(id, request.user)
    rules.check_own(referral, request.user)
    initial = {"follow_up_on": referral.follow_up_on or clock.today() + rules.USUAL_FOLLOW_UP}
    return form_page(
        request,
        form=forms.PlanFollowUp(posted(request), initial=initial),
        act=lambda said: actions.plan_follow_up(referral=referral, by=request.user, **said),
        done="Noted. Your first page reminds you on that day.",
        to=reverse("neighbour", args=[id]),
        template="community/referral/plan.html",
        context={"referral": referral},
    )


@require_http_methods(["GET", "POST"])
def follow_up(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What came of it."""
    referral = queries.get_visible(id, request.user)
    rules.check_own(referral, request.user)
    recording.seen(referral, by=request.user, verb="neighbour.follow_up")
    return form_page(
        request,
        form=forms.FollowUp(posted(request)),
        act=lambda said: actions.follow_up(referral=referral, by=request.user, **said),
        done="Written down. This referral is finished.",
        to=reverse("neighbour", args=[id]),
        template="community/referral/follow_up.html",
        context={"referral": referral},
    )


@require_POST
def send_again(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A new link by email, and its address to read out or to send in another way."""
    referral = queries.get_visible(id, request.user)
    address = actions.send_again(referral=referral, by=request.user)
    return render(request, "community/referral/sent_again.html", {"referral": referral, "address": address})


@require_POST
def take_over(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A colleague has left: whoever presses sees to it from now on."""
    referral = queries.get_visible(id, request.user)
    actions.take_over(referral=referral, by=request.user)
    messages.success(request, "It is yours now. Its answers come to you.")
    return redirect("neighbour", id)


def _check_list(request: SignedInRequest) -> None:
    if not request.user.can(Permission.NEIGHBOUR_VIEW):
        request.user.require(Permission.NEIGHBOUR_REFER)


def _person(request: SignedInRequest) -> "YoungPerson | None":
    """Whom it is about. What is no id is nobody's: 404 by the query."""
    given = request.GET.get("person", "")
    return queries.person_for(_uuid(given), request.user) if given else None


def _parent(request: SignedInRequest) -> "ParentOrGuardian | None":
    """A parent or guardian whom it is about, for their own sake: of somebody whose record the viewer may open."""
    given = request.GET.get("parent", "")
    return queries.parent_for(_uuid(given), request.user) if given else None


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)


def _refer_form(
    request: SignedInRequest, person: "YoungPerson | None", parent: "ParentOrGuardian | None"
) -> forms.Refer:
    kind = request.GET.get("kind", "")
    choice = _to_choose(request, kind)
    one = kind or (choice[0].kinds[0] if len(choice) == 1 and len(choice[0].kinds) == 1 else "")
    initial = {"what": f"{choice[0].pk} {one}"} if len(choice) == 1 and one in choice[0].kinds else {}
    if kind == HelpKind.CARERS:
        initial["why"] = CARERS_WHY_ADULT if parent else CARERS_WHY
    if parent:
        reached = ", ".join(filter(None, (parent.name, parent.phone, parent.email)))
        initial |= {"contact": f"Ask for {reached}.", "giver": str(Giver.SIXTEEN)}
    judge = parent is None and may_judge(request.user, person, ConsentKind.SHARE_WITH_PARTNER)
    asking = queries.asking_for(request.user, person)
    return forms.Refer(
        posted(request), initial=initial, person=person, may_judge=judge, partners=choice, asking=asking,
        is_adult=parent is not None,
    )  # fmt: skip


def _to_choose(request: SignedInRequest, kind: str) -> "list[Partner]":
    """All who can be asked; where one came from the directory or for a kind of help, only what fits that."""
    named = [one for one in partners.to_choose(request.user) if str(one.pk) == request.GET.get("partner")]
    return named or partners.to_choose(request.user, kind) or partners.to_choose(request.user)
