"""Booking a group in four steps: the last two. Which time, then all of it once more, then it is booked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from mhst.access.requests import SignedInRequest
from mhst.core.errors import Conflict, Refused
from mhst.core.forms import posted
from sessions_app.actions import draft as actions
from sessions_app.forms import booking as forms
from sessions_app.queries import asked_time, joining
from sessions_app.queries import draft as queries
from sessions_app.queries import offer as offers
from sessions_app.queries.days import notice_for
from sessions_app.queries.offer_page import shown
from sessions_app.rules.offer import another_time_would_do
from sessions_app.views.booking import show_step, to, until_booked


@require_http_methods(["GET", "POST"])
@until_booked
def times(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Step three: three times with their reasons; any other time can be asked about."""
    draft = queries.get_own(id, request.user)
    if queries.next_step(draft) in {"programme", "pupils"}:
        return to("booking-pupils", draft)
    wanted = queries.wanted(draft, request.user)
    ask = forms.AskAboutATime(request.GET if "weekday" in request.GET else None)
    answer = None
    if ask.is_bound and ask.is_valid():
        answer = asked_time.about(request.user, wanted, ask.cleaned_data["weekday"], ask.cleaned_data["minute"])
    chosen = queries.offer_of(draft)
    choices = queries.choices(request.user, wanted, answer.offer if answer else None, chosen)
    form = forms.WhichTime(posted(request), offers=choices)
    if request.method == "POST" and form.is_valid():
        actions.choose(draft=draft, offer=form.cleaned_data["offer"], by=request.user)
        return to("booking-check", draft)
    return show_step(
        request, 3, "times", draft, form=form, ask=ask, answer=answer, wanted=wanted,
        offers=shown(request.user, draft.school, choices), draft_key=chosen.key if chosen else "",
        notice=notice_for(draft.school),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@until_booked
def check(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Step four: look through it all, then book. What was taken meanwhile is said, with three other times."""
    draft = queries.get_own(id, request.user)
    chosen = queries.offer_of(draft)
    if chosen is None or draft.programme is None:
        return to("booking-times", draft)
    refused: Conflict | Refused | None = None
    if request.method == "POST":
        try:
            series = actions.confirm(draft=draft, by=request.user)
        except (Conflict, Refused) as error:
            refused = error
        else:
            messages.success(request, f"{series.programme} is booked.")
            return redirect("series", series.pk)
    wanted = queries.wanted(draft, request.user)
    free = offers.offers(request.user, wanted) if refused and another_time_would_do(refused) else []
    [booked, *others] = shown(request.user, draft.school, [chosen, *free])
    return show_step(
        request, 4, "check", draft, shown=booked, wanted=wanted, refused=refused, free=others,
        lapsing=joining.lapsing(wanted.pupils, [slot.date for slot in chosen.slots if slot.number]),
        year_groups=", ".join(map(forms.year_group_name, draft.year_groups)),
        status=refused.status if refused else 200,
    )  # fmt: skip


@require_POST
@until_booked
def choose(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Take one of the times offered after a collision."""
    draft = queries.get_own(id, request.user)
    form = forms.WhichTime(request.POST, offers=offers.offers(request.user, queries.wanted(draft, request.user)))
    if not form.is_valid():
        messages.warning(request, "That time has been taken in the meantime. These are free now.")
        return to("booking-times", draft)
    actions.choose(draft=draft, offer=form.cleaned_data["offer"], by=request.user)
    return to("booking-check", draft)
