"""Weeks and slips as PDF. File names say a date, never a person or a service."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.pdf import leading_back, pdf_response
from mhst.people.queries import practitioner as practitioners
from sessions_app.documents import slips as slips_document
from sessions_app.documents import week as week_document
from sessions_app.forms.timetable import date_asked_for, week_asked_for
from sessions_app.queries import timetable
from sessions_app.queries.own import own_practitioner


@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    return _week(request, own_practitioner(request.user))


@require_GET
def of_practitioner(request: SignedInRequest, id: UUID) -> HttpResponse:
    return _week(request, practitioners.get_visible(id, request.user))


@require_GET
def of_school(request: SignedInRequest, id: UUID) -> HttpResponse:
    school = timetable.get_school(id, request.user)
    week = timetable.school_week(request.user, school, _monday(request))
    recording.seen(school, by=request.user, verb="timetable.school_week")
    with leading_back(_page("timetable-school", week.monday, id)):
        content = week_document.school_week_pdf(week, names=_wants_names(request))
    return pdf_response(f"school-week-{week.monday}.pdf", content)


@require_GET
def slips(request: SignedInRequest, id: UUID) -> HttpResponse:
    """For one date, or for a whole week."""
    school = timetable.get_school(id, request.user)
    date = date_asked_for(request.GET.get("date", ""))
    week = timetable.school_week(request.user, school, timetable.monday_of(date) if date else _monday(request))
    recording.seen(school, by=request.user, verb="timetable.slips")
    with leading_back(_page("timetable-school", week.monday, id)):
        return pdf_response(f"slips-{date or week.monday}.pdf", slips_document.slips_pdf(week, date))


def _week(request: SignedInRequest, person: Any) -> HttpResponse:
    week = timetable.practitioner_week(request.user, person, _monday(request))
    if week.shows_detail and not week.is_own:
        recording.seen(person, by=request.user, verb="timetable.practitioner_week")
    page = _page("timetable", week.monday) if week.is_own else _page("timetable-practitioner", week.monday, person.pk)
    with leading_back(page):
        return pdf_response(f"week-{week.monday}.pdf", week_document.week_pdf(week, names=_wants_names(request)))


def _page(name: str, monday: dt.date, *of: UUID) -> str:
    return f"{reverse(name, args=of)}?week={monday}"


def _monday(request: SignedInRequest) -> Any:
    return week_asked_for(request.GET.get("week", ""), clock.today())


def _wants_names(request: SignedInRequest) -> bool:
    return request.GET.get("names") == "yes"
