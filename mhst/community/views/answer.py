"""Partners answer without an account: the address is the key, good for one thing and for some days.

Pages with a form keep the site's referrer policy, which tells our own server only: with `no-referrer` a browser hides
where a form was sent from, and Django refuses the form.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mhst.audit import recording
from mhst.community.actions import answer as actions
from mhst.community.enums import ATTENDED, DeclineReason, LinkPurpose, NeighbourState
from mhst.community.forms.answer import ACCEPT, Answer
from mhst.community.queries import answer as queries
from mhst.core.actors import Actor, Machine
from mhst.core.errors import Conflict, NotFound
from mhst.core.forms import posted
from sessions_app.queries.phone import number_of

if TYPE_CHECKING:
    from mhst.community.models import NeighbourReferral, PartnerLink

LINK = Machine("partner link")
GONE = 410
View = Callable[..., HttpResponse]


def opened(purpose: LinkPurpose) -> Callable[[View], View]:
    """For whoever has the address, while it is live; that it was opened is written down before anything is shown."""

    def dress(view: View) -> View:
        @wraps(view)
        def open_link(request: HttpRequest, token: str) -> HttpResponse:
            try:
                link = queries.by_token(token)
            except NotFound:
                return closed(request, "unknown", 404)
            if link.purpose != purpose:
                return closed(request, "unknown", 404)
            if not link.is_live:
                return closed(request, link.standing, link=link)
            actions.open_link(link=link, by=LINK)
            recording.seen(link.referral, by=LINK, verb="partner_link.open")
            try:
                return view(request, link, token)
            except Conflict:  # somebody was quicker, or it was stopped a moment ago
                return closed(request, queries.by_token(token).standing, link=link)

        return login_not_required(never_cache(open_link))

    return dress


def closed(request: HttpRequest, standing: str, status: int = GONE, link: Any = None) -> HttpResponse:
    context = {"standing": standing, "service_phone": number_of(link.referral.team) if link else None}
    return render(request, "community/answer/closed.html", context, status=status)


@require_http_methods(["GET", "POST"])
@opened(LinkPurpose.ANSWER)
def answer(request: HttpRequest, link: "PartnerLink", token: str) -> HttpResponse:
    """The minimum: what would help, why, how to reach them, who asks. And a yes or a no."""
    form = Answer(posted(request))
    if request.method == "POST" and form.is_valid():
        say(link.referral, form, by=LINK, link=link)
        context = told(link.referral) | {"accepted": form.cleaned_data["answer"] == ACCEPT}
        return render(request, "community/answer/thanks.html", context)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "community/answer/answer.html", told(link.referral) | {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@opened(LinkPurpose.ATTENDANCE)
def attendance(request: HttpRequest, link: "PartnerLink", token: str) -> HttpResponse:
    """One press: they came, did not come, or the help has ended."""
    state = request.POST.get("state", "")
    if request.method == "POST" and state in ATTENDED:
        actions.tell_attendance(referral=link.referral, state=NeighbourState(state), by=LINK, link=link)
        context = told(link.referral) | {"state": NeighbourState(state)}
        return render(request, "community/answer/told.html", context)
    return render(request, "community/answer/attendance.html", told(link.referral) | {"attended": ATTENDED})


def say(referral: "NeighbourReferral", form: Answer, *, by: Actor, link: "PartnerLink | None" = None) -> None:
    """What the form says, whoever sent it. Raises: Conflict, Refused."""
    said = form.cleaned_data
    if said["answer"] == ACCEPT:
        actions.accept(referral=referral, words=said["words"], by=by, link=link)
    else:
        reason = DeclineReason(said["reason"])
        actions.decline(referral=referral, reason=reason, words=said["words"], by=by, link=link)


def told(referral: "NeighbourReferral") -> dict[str, Any]:
    return {"referral": referral, "service_phone": number_of(referral.team)}
