"""What somebody's first page after signing in holds: each part only for those it concerns."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mhst.access.models import User
from mhst.access.roles import ROLES
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.places.models import School
from sessions_app.enums import GROUP_KINDS
from sessions_app.models import BookingDraft, Referral, Series
from sessions_app.queries.caseload import left_behind
from sessions_app.queries.draft import own as own_drafts
from sessions_app.queries.notice import notices_of
from sessions_app.queries.own import Away, away_of, own_schools, practitioner_of
from sessions_app.queries.school_view import open_at
from sessions_app.queries.series import with_beginning
from sessions_app.queries.timetable import practitioner_week, school_week, week_in_words, working_monday
from sessions_app.queries.timetable.week import Day, SchoolWeek, Week
from sessions_app.queries.todo import Todo, todo_of
from sessions_app.queries.write_up import ToWriteUp, as_lines, reviews_due, to_write_up

NOTICES, GROUPS, TO_WRITE_UP, REVIEWS = 3, 10, 5, 5


@dataclass(frozen=True)
class SchoolHome:
    """One's own school in the week shown, and its groups."""

    school: School
    week: SchoolWeek
    groups: tuple[Series, ...]
    drafts: tuple[BookingDraft, ...]
    may_book: bool
    open_requests: int | None  # None where the viewer does not follow the school's requests


@dataclass(frozen=True)
class Home:
    todo: tuple[Todo, ...]
    notices: tuple[Any, ...]
    unread: int
    week: Week | None
    write_up: tuple[ToWriteUp, ...]
    reviews: tuple[Referral, ...]
    more_reviews: int
    schools: tuple[SchoolHome, ...]
    roles: tuple[tuple[str, str], ...]  # what the viewer is here, each with its sentence
    today: dt.date
    week_name: str
    left_behind: int = 0  # young people with somebody who no longer works here
    away: Away | None = None  # the viewer's own days away, now or by the end of the week shown

    @property
    def day(self) -> Day | None:
        return self.week.day(self.today) if self.week else None

    @property
    def next_day(self) -> Day | None:
        """The next day of the week on which something takes place, when today holds nothing."""
        if self.week is None:
            return None
        return next((day for day in self.week.days if day.date > self.today and day.sessions), None)


def home_of(viewer: User) -> Home:
    """The first page of `viewer`."""
    unread = notices_of(viewer, only_unread=True)
    monday = working_monday(clock.today())
    own = practitioner_of(viewer)
    reviews = reviews_due(viewer) if own else []
    return Home(
        todo=todo_of(viewer),
        notices=tuple(unread[:NOTICES]),
        unread=unread.count(),
        week=practitioner_week(viewer, own, monday) if own else None,
        write_up=tuple(as_lines(to_write_up(viewer)[:TO_WRITE_UP])) if own else (),
        reviews=tuple(reviews[:REVIEWS]),
        more_reviews=len(reviews[REVIEWS:]),
        schools=tuple(_school_home(viewer, school, monday) for school in own_schools(viewer)),
        roles=tuple((str(held), ROLES[held.role].sentence) for held in viewer.memberships_in_places),
        today=clock.today(),
        week_name=week_in_words(monday, clock.today()),
        left_behind=left_behind(viewer),
        away=away_of(own, clock.today(), monday + dt.timedelta(days=6)) if own else None,
    )


def _school_home(viewer: User, school: School, monday: dt.date) -> SchoolHome:
    live = Series.objects.live().filter(school=school).select_related("programme")
    groups = with_beginning(live).order_by("begins_on", "pk")
    may_book = viewer.can(Permission.GROUP_BOOK, school)
    return SchoolHome(
        school=school,
        week=school_week(viewer, school, monday),
        groups=tuple(groups.filter(programme__kind__in=GROUP_KINDS)[:GROUPS]) if may_book else (),
        drafts=tuple(draft for draft in own_drafts(viewer) if draft.school_id == school.pk),
        may_book=may_book,
        open_requests=open_at(viewer, school) if viewer.can(Permission.REQUEST_FOLLOW, school) else None,
    )
