"""The pages that change dates, whoever's they are: a school's own or its council's."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from mhst.core import clock
from mhst.core.form_page import confirm_page, form_page
from mhst.core.requests import ViewerRequest
from mhst.places.actions import calendar as actions
from mhst.places.dates import school_year
from mhst.places.forms.calendar import SourceForm, SpecialDayForm, TermForm
from mhst.places.queries import school_year as years

if TYPE_CHECKING:
    from mhst.places.models import Calendar, Council, School

BOTH = require_http_methods(["GET", "POST"])
TERM_FIELDS = ("name", "starts_on", "ends_on", "first_week")
DAY_FIELDS = ("kind", "starts_on", "ends_on", "year_groups", "finish_minute", "note")


@dataclass(frozen=True)
class Owned:
    """Whose dates are changed, by somebody who may, and where the pages lead back to."""

    owner: "School | Council"
    path: str
    year_groups: range
    #: How many sessions to come lie between two dates of a school year.
    sessions: Callable[[int, dt.date, dt.date], int]
    #: The calendar that counts in a school year.
    calendar: Callable[[int], "Calendar | None"]

    def around(self, page: str, date: dt.date | None = None, **more: Any) -> dict[str, Any]:
        """Which page is shown, what it says besides, and that it leads back to the year of `date`."""
        to = f"{self.path}?year={school_year(date)}" if date else self.path
        return {"template": f"places/{page}.html", "to": to, "context": {"school": self.owner, **more}}


def pages(to_change: Callable[[ViewerRequest, UUID], Owned]) -> Callable[..., Callable[..., HttpResponse]]:
    """Makes of each page here the view of those whose dates `to_change` finds, for whoever may change them."""

    def page(show: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @BOTH
        @wraps(show)
        def view(request: ViewerRequest, id: UUID, **which: UUID) -> HttpResponse:
            return show(request, to_change(request, id), **which)

        return view

    return page


def source(request: ViewerRequest, owned: Owned) -> HttpResponse:
    shown = owned.calendar(school_year(clock.today()))
    now = shown.source if shown else ""
    return form_page(
        request,
        form=SourceForm(request.POST or None, initial={"source": now}),
        act=lambda given: actions.note_source(owner=owned.owner, by=request.user, **given),
        done="Noted that the dates were checked today.",
        **owned.around("calendar/source"),
    )


def add_term(request: ViewerRequest, owned: Owned) -> HttpResponse:
    return form_page(
        request,
        form=TermForm(request.POST or None),
        act=lambda given: actions.add_term(owner=owned.owner, by=request.user, **given),
        done="The term is added.",
        **owned.around("term/add"),
    )


def change_term(request: ViewerRequest, owned: Owned, term: UUID) -> HttpResponse:
    found = years.get_term(term, owned.owner)
    return form_page(
        request,
        form=TermForm(request.POST or None, initial={name: getattr(found, name) for name in TERM_FIELDS}),
        act=lambda given: actions.change_term(term=found, by=request.user, **given),
        done=f"{found.name} is changed.",
        **owned.around("term/change", found.ends_on, term=found),
    )


def remove_term(request: ViewerRequest, owned: Owned, term: UUID) -> HttpResponse:
    found = years.get_term(term, owned.owner)
    sessions = owned.sessions(school_year(found.ends_on), found.starts_on, found.ends_on)
    return confirm_page(
        request,
        act=lambda: actions.remove_term(term=found, by=request.user),
        done=f"{found.name} is removed.",
        **owned.around("term/remove", found.ends_on, term=found, sessions=sessions),
    )


def add_special_day(request: ViewerRequest, owned: Owned) -> HttpResponse:
    return form_page(
        request,
        form=SpecialDayForm(request.POST or None, years=owned.year_groups),
        act=lambda given: actions.add_special_day(owner=owned.owner, by=request.user, **given),
        done="The date is added.",
        **owned.around("special_day/add"),
    )


def change_special_day(request: ViewerRequest, owned: Owned, day: UUID) -> HttpResponse:
    found = years.get_special_day(day, owned.owner)
    initial = {name: getattr(found, name) for name in DAY_FIELDS}
    return form_page(
        request,
        form=SpecialDayForm(request.POST or None, years=owned.year_groups, initial=initial),
        act=lambda given: actions.change_special_day(day=found, by=request.user, **given),
        done="The date is changed.",
        **owned.around("special_day/change", found.starts_on, day=found),
    )


def remove_special_day(request: ViewerRequest, owned: Owned, day: UUID) -> HttpResponse:
    found = years.get_special_day(day, owned.owner)
    described = years.describe(found)
    return confirm_page(
        request,
        act=lambda: actions.remove_special_day(day=found, by=request.user),
        done=f"{described} is removed.",
        **owned.around("special_day/remove", found.starts_on, day=found, described=described),
    )
