"""Councils and the dates they give: public, and seen by whoever sees a school that may keep to them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.core.requests import Viewer
from mhst.places import affected
from mhst.places.models import Calendar, Council, School, SpecialDay, Term
from mhst.places.queries.calendar_copy import borrowers, calendar_of
from mhst.places.queries.school_year import rows_of


@dataclass(frozen=True)
class CouncilYear:
    """What the page of a council shows of one school year."""

    calendar: Calendar | None
    terms: list[Term]
    special_days: list[SpecialDay]
    schools: list[School]  # those without terms of their own, to which these dates apply by themselves


def list_visible(viewer: Viewer) -> Any:
    """The councils of the schools that `viewer` may see; all of them for those who see every school."""
    reach = viewer.reach(Permission.SCHOOL_VIEW)
    if reach.everywhere:
        return Council.objects.order_by("name")
    return Council.objects.filter(schools__in=School.objects.within(reach)).distinct().order_by("name")


def get_visible(id: UUID, viewer: Viewer) -> Council:
    """Raises: NotFound."""
    found: Council | None = list_visible(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that council.")
    return found


def year_of(council: Council, year: int) -> CouncilYear:
    calendar = calendar_of(council)
    terms, special_days = rows_of(calendar, year)
    return CouncilYear(calendar, terms, special_days, borrowers(council, [year]))


def sessions_between(council: Council, year: int, first: dt.date, last: dt.date) -> int:
    """How many planned sessions lie there at the schools that keep to the council's dates of this school year."""
    schools = frozenset(school.pk for school in borrowers(council, [year]))
    return affected.sessions(affected.Question(schools, max(first, clock.today()), last)).total()
