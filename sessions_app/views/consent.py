"""Consent on a referral: how it stands, whom to ask, and links by which parents and guardians answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import parent_or_guardian as parents
from sessions_app.actions import consent_link as link_actions
from sessions_app.actions import referral_consent as actions
from sessions_app.forms import parent as forms
from sessions_app.queries import consent_link as links
from sessions_app.queries import referral as referrals
from sessions_app.queries import referral_consent as queries
from sessions_app.queries.referral_page import asker_to_name
from sessions_app.rules.consent_link import check_can_ask, check_can_see, may_judge
from sessions_app.rules.referral import check_can_read_request
from sessions_app.rules.referral_consent import check_can_go_on
from sessions_app.rules.referral_parts import allows


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Each kind, who answered, until when, what is missing, and what can be done about it."""
    referral = referrals.get_visible(id, request.user)
    check_can_see(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.consent")
    context = {
        "referral": referral,
        "page": queries.page_of(referral, request.user),
        "may_ask": allows(check_can_ask, referral, request.user),
        "may_record": request.user.can(Permission.CONSENT_RECORD, referral.young_person),
        "may_judge": may_judge(referral, request.user),
        "may_go_on": allows(check_can_go_on, referral, request.user),
    }
    return render(request, "sessions_app/referral/consent.html", context)


@require_http_methods(["GET", "POST"])
def name_parent(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Filled in from what a parent wrote who asked for support, for those who may read that."""
    referral = referrals.get_visible(id, request.user)
    check_can_see(referral, request.user)
    request.user.require(Permission.CONSENT_RECORD, referral.young_person)
    recording.seen(referral, by=request.user, verb="referral.name_parent")
    asked = asker_to_name(referral) if allows(check_can_read_request, referral, request.user) else None
    form = forms.NewParent(
        posted(request), initial=forms.from_request(asked),
        with_contact=request.user.can(Permission.YOUNG_PERSON_EDIT, referral.young_person),
    )  # fmt: skip
    return form_page(
        request, form=form, act=lambda given: actions.name_parent(referral=referral, by=request.user, **given),
        done=lambda parent: f"{parent} is added.", to=reverse("referral-consent", args=[referral.pk]),
        template="sessions_app/referral/parent.html", context={"referral": referral, "asked": asked},
    )  # fmt: skip


@require_POST
@never_cache
def make_link(request: SignedInRequest, id: UUID, parent_id: UUID) -> HttpResponse:
    """Makes the link and shows it, in this answer only: it is in no address, no session and no cookie."""
    referral = referrals.get_visible(id, request.user)
    check_can_ask(referral, request.user)
    parent = parents.get_visible(parent_id, request.user)
    link, address = link_actions.make(referral=referral, parent=parent, by=request.user)
    sent_by = [way.get_channel_display() for way in links.ways_to(parent)[:1]]
    context = {"referral": referral, "link": link, "address": address, "sent_by": "".join(sent_by)}
    return render(request, "sessions_app/referral/consent_link.html", context)


@require_POST
def stop_link(request: SignedInRequest, id: UUID, link_id: UUID) -> HttpResponse:
    referral = referrals.get_visible(id, request.user)
    link_actions.revoke(link=links.get_of(referral, link_id), by=request.user)
    messages.success(request, "The link is stopped. Nobody can answer by it any more.")
    return redirect("referral-consent", referral.pk)


@require_POST
def go_on(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Consent is there: on to where the referral stood."""
    referral = referrals.get_visible(id, request.user)
    now = actions.go_on(referral=referral, by=request.user)
    messages.success(request, f"The referral goes on: {now.get_state_display().lower()}.")
    return redirect("referral", referral.pk)
