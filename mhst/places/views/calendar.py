import datetime as dt
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.core import clock
from mhst.core.form_page import confirm_page
from mhst.core.permissions import Permission as P
from mhst.core.requests import ViewerRequest
from mhst.places import affected
from mhst.places.actions import calendar as actions
from mhst.places.dates import school_year
from mhst.places.queries import school as schools
from mhst.places.queries import school_year as years
from mhst.places.queries.calendar_copy import differences
from mhst.places.rules.calendar import check_may_edit
from mhst.places.views import dates
from mhst.places.words import school_year_in_words

#: So many school years before and after this one can be looked at.
AROUND = 2


@require_GET
def year(request: ViewerRequest, id: UUID) -> HttpResponse:
    school = schools.get_visible(id, request.user)
    this = school_year(clock.today())
    asked = year_asked(request, this)
    context = {
        "school": school,
        "shown": years.year_of(school, asked),
        "years": years_around(this),
        "year": asked,
        "year_in_words": school_year_in_words(asked),
        "may_edit": request.user.can(P.CALENDAR_EDIT, school),
    }
    return render(request, "places/calendar/year.html", context)


@dates.BOTH
def refresh(request: ViewerRequest, id: UUID) -> HttpResponse:
    """Shows what a fresh copy of the council's dates would change, and makes it."""
    school = schools.get_visible(id, request.user)
    check_may_edit(by=request.user, owner=school)
    found = differences(school, clock.today())
    return confirm_page(
        request,
        act=lambda: actions.refresh_from_council(school=school, by=request.user),
        done=f"The dates of {school.council} are copied.",
        to=reverse("school-dates", args=[school.pk]),
        template="places/calendar/refresh.html",
        context={"school": school, "found": found},
    )


def years_around(this: int) -> list[tuple[int, str]]:
    """The school years one can choose from."""
    return [(each, school_year_in_words(each)) for each in range(this - AROUND, this + AROUND + 1)]


def year_asked(request: ViewerRequest, this: int) -> int:
    """The school year that the address names, or this one."""
    asked = request.GET.get("year", "")
    return next((year for year, _ in years_around(this) if str(year) == asked), this)


def _to_change(request: ViewerRequest, id: UUID) -> dates.Owned:
    """Raises: NotFound; Refused to those who may not change them."""
    school = schools.get_visible(id, request.user)
    check_may_edit(by=request.user, owner=school)

    def sessions(year: int, first: dt.date, last: dt.date) -> int:
        return affected.sessions_at(school.pk, max(first, clock.today()), last)

    path = reverse("school-dates", args=[school.pk])
    return dates.Owned(school, path, school.year_groups, sessions, lambda year: years.year_of(school, year).calendar)


_page = dates.pages(_to_change)
source = _page(dates.source)
add_term, change_term, remove_term = map(_page, (dates.add_term, dates.change_term, dates.remove_term))
add_special_day, change_special_day, remove_special_day = map(
    _page, (dates.add_special_day, dates.change_special_day, dates.remove_special_day)
)
