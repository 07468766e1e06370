"""The dates of councils, which schools keep to or copy. Changed by those who run the system: they move many schools."""

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.core import clock
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places.dates import school_year
from mhst.places.queries import council as councils
from mhst.places.rules.calendar import check_may_edit
from mhst.places.views import dates
from mhst.places.views.calendar import year_asked, years_around
from mhst.places.words import school_year_in_words

A_PAGE = 25
#: Reception to Year 13: a council has schools of every kind.
ALL_YEARS = range(14)


@require_GET
def index(request: ViewerRequest) -> HttpResponse:
    page = Paginator(councils.list_visible(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/council/index.html", {"page": page})


@require_GET
def year(request: ViewerRequest, id: UUID) -> HttpResponse:
    council = councils.get_visible(id, request.user)
    this = school_year(clock.today())
    asked = year_asked(request, this)
    context = {
        "council": council,
        "shown": councils.year_of(council, asked),
        "years": years_around(this),
        "year": asked,
        "year_in_words": school_year_in_words(asked),
        "may_edit": request.user.can(P.SYSTEM_ADMINISTER),
    }
    return render(request, "places/council/year.html", context)


def _to_change(request: ViewerRequest, id: UUID) -> dates.Owned:
    """Raises: NotFound; Refused to all but those who run the system."""
    council = councils.get_visible(id, request.user)
    check_may_edit(by=request.user, owner=council)
    path = reverse("council-dates", args=[council.pk])
    sessions = partial(councils.sessions_between, council)
    return dates.Owned(council, path, ALL_YEARS, sessions, lambda year: councils.year_of(council, year).calendar)


_page = dates.pages(_to_change)
source = _page(dates.source)
add_term, change_term, remove_term = map(_page, (dates.add_term, dates.change_term, dates.remove_term))
add_special_day, change_special_day, remove_special_day = map(
    _page, (dates.add_special_day, dates.change_special_day, dates.remove_special_day)
)
