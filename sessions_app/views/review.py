"""Looking back together: goals and measures, what they say, and what is decided."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import DomainError
from mhst.core.forms import posted
from sessions_app.actions import review as actions
from sessions_app.enums import ReviewOutcome
from sessions_app.forms.review import Write
from sessions_app.queries import measure_page, progress
from sessions_app.queries import referral as referrals
from sessions_app.queries import review as queries
from sessions_app.rules import review as rules
from sessions_app.rules.referral import check_can_read
from sessions_app.rules.referral_parts import allows

#: Where each decision leads on, and what is said.
_ON = {
    ReviewOutcome.CONTINUE: ("referral", "Written down. The support goes on."),
    ReviewOutcome.CLOSE: ("referral-close", "Written down. Now the letters, and how it ends."),
    ReviewOutcome.STEP_UP: ("referral-letters", "Stepped up. Write the letters, look at them and send them."),
}


@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What has changed since the start, reviews of before, and the one to write down now."""
    referral = referrals.get_visible(id, request.user)
    check_can_read(referral, request.user)
    recording.seen(referral, by=request.user, verb="referral.review")
    may_write = allows(rules.check_can_review, referral, request.user)
    if request.method == "POST":
        rules.check_can_review(referral, request.user)
    form = Write(posted(request), initial={"held_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            review = actions.write(referral=referral, by=request.user, **form.answers())
        except DomainError as refused:
            form.refuse(refused)
        else:
            to, said = _ON[ReviewOutcome(review.outcome)]
            messages.success(request, said)
            return redirect(to, referral.pk)
    context = {
        "referral": referral,
        "page": measure_page.page_of(referral),
        "came": progress.attendances_of(referral),
        "reviews": queries.of(referral),
        "form": form if may_write else None,
    }
    return render(request, "sessions_app/referral/review.html", context, status=422 if form.errors else 200)
