"""Weeks on a page: one's own, a colleague's, the team's, a school's. Filters live in the address."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mhst.access.requests import SignedInRequest
from mhst.audit import recording
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.queries import practitioner as practitioners
from sessions_app.forms.timetable import GoToDate, TeamFilterForm, day_asked_for, is_no_week, week_asked_for
from sessions_app.queries import own, timetable

WEEK = dt.timedelta(days=7)
PEOPLE_A_PAGE = 20


@dataclass(frozen=True)
class Position:
    """Where in time a page stands, and the addresses of its neighbours; what else the address says is kept."""

    monday: dt.date
    today: dt.date
    view: str
    rest: dict[str, str]
    is_instead: bool = False  # the address asks for a week that there is none of

    @property
    def is_usual(self) -> bool:
        """Whether it is the week that one comes to without asking for another."""
        return self.monday == timetable.working_monday(self.today)

    @property
    def name(self) -> str:
        return timetable.week_in_words(self.monday, self.today)

    @property
    def usual_name(self) -> str:
        return timetable.week_in_words(timetable.working_monday(self.today), self.today)

    @property
    def friday(self) -> dt.date:
        return self.monday + dt.timedelta(days=4)

    @property
    def here(self) -> str:
        return self._query(self.monday, self.view)

    @property
    def before(self) -> str:
        return self._query(self.monday - WEEK, self.view)

    @property
    def after(self) -> str:
        return self._query(self.monday + WEEK, self.view)

    @property
    def now(self) -> str:
        return self._query(None, self.view)

    @property
    def as_table(self) -> str:
        return self._query(self.monday, "table")

    @property
    def as_list(self) -> str:
        return self._query(self.monday, "list")

    def on(self, date: dt.date) -> str:
        """The same week, with this day chosen where there is room for one only."""
        return self._query(self.monday, self.view, day=str(date.weekday()))

    def _query(self, monday: dt.date | None, view: str, **changed: str) -> str:
        values = {**self.rest, **changed, "week": monday.isoformat() if monday else "", "view": view}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"


@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """One's own week; for those who hold no sessions the week of the team or school they look after."""
    if person := own.practitioner_of(request.user):
        return _week_page(request, person, title="Your week")
    if timetable.teams_of(request.user):
        return redirect("timetable-team")
    schools = own.own_schools(request.user)
    if not schools:
        raise NotFound("You have no timetable here.")
    return redirect("timetable-school", schools[0].pk)


@require_GET
def of_practitioner(request: SignedInRequest, id: UUID) -> HttpResponse:
    person = practitioners.get_visible(id, request.user)
    return _week_page(request, person, title=f"Week of {person}")


@require_GET
def of_school(request: SignedInRequest, id: UUID) -> HttpResponse:
    where = _position(request)
    school = timetable.get_school(id, request.user)
    week = timetable.school_week(request.user, school, where.monday)
    recording.seen(school, by=request.user, verb="timetable.school_week")
    return _page(request, where, "sessions_app/timetable/school.html", {"week": week})


@require_GET
def of_team(request: SignedInRequest) -> HttpResponse:
    teams = timetable.teams_of(request.user)
    team = next((t for t in teams if str(t.pk) == request.GET.get("team")), teams[0] if teams else None)
    if team is None:
        raise NotFound("You have no team whose timetable you could see.")
    where = _position(request, "team", "search", "cluster", "school", "page", "day")
    clusters, schools = timetable.filters_of(team)
    form = TeamFilterForm(request.GET, clusters=clusters, schools=schools)
    wanted = form.wanted()
    page = Paginator(timetable.practitioners_of(request.user, team, wanted), PEOPLE_A_PAGE).get_page(
        request.GET.get("page")
    )
    week = timetable.team_week(request.user, team, where.monday, page, wanted)
    context = {
        "week": week,
        "shown_day": day_asked_for(request.GET.get("day", ""), week.dates, where.today),
        "by_day": [(date, where.on(date)) for date in week.dates],
        "page": page,
        "filter": form,
        "teams": teams,
        "team": team,
        "clear": _cleared(where, team) if wanted.is_any else "",
        "practitioners_url": reverse("people:practitioners"),
    }
    return _page(request, where, "sessions_app/timetable/team.html", context)


def _week_page(request: SignedInRequest, person: Any, *, title: str) -> HttpResponse:
    where = _position(request)
    week = timetable.practitioner_week(request.user, person, where.monday)
    if week.shows_detail and not week.is_own:
        recording.seen(person, by=request.user, verb="timetable.practitioner_week")
    now = clock.now().astimezone(clock.LONDON)
    today = week.day(where.today)
    context = {
        "week": week,
        "heading": title,
        "pdf": _paper(week),
        "shows_team": request.user.can(Permission.TIMETABLE_VIEW_TEAM),
        "day_today": today,
        "marked": today.marked(clock.minute_of(now.time())) if today else [],
    }
    return _page(request, where, "sessions_app/timetable/week.html", context)


def _cleared(where: Position, team: Any) -> str:
    return f"?{urlencode({'team': team.pk, 'week': where.monday.isoformat()})}"


def _paper(week: Any) -> str:
    name, args = ("timetable-pdf", []) if week.is_own else ("timetable-practitioner-pdf", [week.practitioner_id])
    return f"{reverse(name, args=args)}?week={week.monday}"


def _page(request: SignedInRequest, where: Position, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or the way to the week that somebody typed the date of."""
    asked = any(name.startswith("date") for name in request.GET)
    form = GoToDate(request.GET if asked else None)
    if asked and form.is_valid():
        monday = timetable.monday_of(form.cleaned_data["date"])
        return redirect(f"{request.path}{Position(monday, where.today, where.view, where.rest).here}")
    return render(request, template, {**context, "where": where, "go_to": form})


def _position(request: SignedInRequest, *kept: str) -> Position:
    today = clock.today()
    view = request.GET.get("view", "")
    return Position(
        monday=week_asked_for(request.GET.get("week", ""), today),
        today=today,
        view=view if view in {"table", "list"} else "",
        rest={name: request.GET[name] for name in kept if request.GET.get(name)},
        is_instead=is_no_week(request.GET.get("week", "")),
    )
