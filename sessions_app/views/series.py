"""Runs: the list, the page of one, and what changes one as a whole."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core.form_page import act_or_ask, form_page
from mhst.core.forms import posted
from mhst.core.permissions import Permission
from mhst.people.queries import young_person
from sessions_app.actions import course as course_actions
from sessions_app.actions import place as place_actions
from sessions_app.actions import series as actions
from sessions_app.forms import change as forms
from sessions_app.forms.series import Narrow
from sessions_app.queries import series as queries
from sessions_app.queries import series_list
from sessions_app.queries.days import notice_for
from sessions_app.queries.series_page import series_page, who_could_join, who_could_not
from sessions_app.rules import series as rules
from sessions_app.rules.group_run import is_closed

if TYPE_CHECKING:
    from mhst.people.models import YoungPerson
    from sessions_app.models import Series


@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """Groups and courses the reader may see."""
    request.user.require(Permission.GROUP_READ)
    narrow = Narrow(request.GET, schools=series_list.schools_with_runs(request.user))
    page = series_list.find(request.user, narrow.wanted(), page=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "sessions_app/series/index.html",
        {"page": page, "form": narrow, "query": query.urlencode(), "may_book": request.user.can(Permission.GROUP_BOOK)},
    )


@require_GET
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One run. Names of young people show only to those who may see them, and then the look is kept."""
    series = queries.get_visible(id, request.user)
    page = series_page(request.user, series)
    if page.sees_names:
        recording.seen(series, by=request.user, verb="series.detail")
    told = {"page": page, "series": series, "is_closed": bool(page.waiting) and is_closed(series)}
    return render(request, "sessions_app/series/detail.html", told)


@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, id: UUID) -> HttpResponse:
    series = queries.get_visible(id, request.user)
    rules.check_can_cancel(series, request.user)
    form = forms.CancelRun(posted(request), of=series)
    return _change(
        request, form, "cancel",
        lambda seen, given: actions.cancel(series=seen, reason=given["reason"], by=request.user),
        f"The {series.programme.noun} is cancelled. Those who hold it are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, id: UUID) -> HttpResponse:
    series = queries.get_visible(id, request.user)
    rules.check_can_pause(series, request.user)
    form = forms.Pause(posted(request), of=series)
    return _change(
        request, form, "pause",
        lambda seen, given: actions.pause(series=seen, note=given["note"], by=request.user),
        f"The {series.programme.noun} is paused and its times are free. Those who hold it are told.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def resume(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Go on with a paused run at one of three times that are free for the same people."""
    series = queries.get_visible(id, request.user)
    rules.check_can_resume(series, request.user)
    form = forms.Resume(posted(request), offers=series_list.offers_to_resume(request.user, series), of=series)
    return _change(
        request, form, "resume",
        lambda seen, given: actions.resume(series=seen, offer=given["offer"], by=request.user),
        f"The {series.programme.noun} goes on. Those who hold it are told.",
        notice=notice_for(series.school),
    )  # fmt: skip


def _change(
    request: SignedInRequest,
    form: "forms.Seen[Series]",
    verb: str,
    act: "Callable[[Series, dict[str, Any]], object]",
    done: str,
    **told: Any,
) -> HttpResponse:
    status = act_or_ask(request, form, lambda: act(form.seen(), form.given()))
    if status is None:
        messages.success(request, done)
        return redirect("series", form.of.pk)
    context = {"series": form.of, "form": form, "offers": list(getattr(form, "offers", {}).values()), **told}
    return render(request, f"sessions_app/series/{verb}.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_pupil(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One more young person: into an open place, else onto the waiting list."""
    series = queries.get_visible(id, request.user)
    rules.check_can_place(series, request.user)
    form = forms.AddPupil(posted(request), pupils=who_could_join(request.user, series))
    return form_page(
        request,
        form=form,
        act=lambda given: course_actions.add_to_group(series=series, young_person=given["pupil"], by=request.user),
        done=lambda answer: (
            f"{form.cleaned_data['pupil'].name} {'is on the waiting list' if answer.is_waiting else 'has a place'}."
        ),
        to=reverse("series", args=[series.pk]),
        template="sessions_app/series/add_pupil.html",
        context={"series": series, "others": [] if form.pupils else who_could_not(request.user, series)},
    )


@require_http_methods(["GET", "POST"])
def release(request: SignedInRequest, id: UUID, young_person_id: UUID) -> HttpResponse:
    """Give up a place or a position on the waiting list, once it was asked: the place may be another's at once."""
    series = queries.get_visible(id, request.user)
    person = young_person.get_visible(young_person_id, request.user)
    rules.check_can_place(series, request.user)
    part = queries.part_of(series, person)
    if part is None:
        messages.info(request, f"{person.name} has no place in this {series.programme.noun} and does not wait for one.")
        return redirect("series", series.pk)
    if part == "place" and not series.programme.is_group:
        return _take_out(request, series, person)
    if request.method == "GET":
        context = {"series": series, "person": person, "part": part, "waiting": queries.waiting_for(series)}
        return render(request, "sessions_app/series/release.html", context)
    filled = place_actions.release(series=series, young_person=person, by=request.user)
    moved_up = (
        f" {filled.young_person.name} was waiting and has the place now." if filled and filled.young_person else ""
    )
    left = "has left the group" if part == "place" else "is no longer on the waiting list"
    messages.success(request, f"{person.name} {left}.{moved_up}")
    return redirect("series", series.pk)


def _take_out(request: SignedInRequest, series: "Series", person: "YoungPerson") -> HttpResponse:
    """Out of sessions of their own: which are cancelled, and why, is said before."""
    rules.check_can_take_out(series, request.user)
    form = forms.TakeOut(posted(request), of=series)
    return _change(
        request, form, "take_out",
        lambda seen, given: place_actions.take_out(series=seen, reason=given["reason"], by=request.user),
        f"The sessions of {person.name} that were to come are cancelled. Those who hold them are told.",
        person=person, ahead=queries.to_come(series),
    )  # fmt: skip
