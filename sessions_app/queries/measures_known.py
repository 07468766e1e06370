"""What is known of many referrals at once about questionnaires: what there is, and what their sessions asked for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from mhst.core import clock
from sessions_app.enums import COUNTED_MECHANISMS, SEEN_CODES
from sessions_app.instruments import plan
from sessions_app.models import (
    Attendance,
    Course,
    Goal,
    GoalScore,
    IndirectActivity,
    Measure,
    PlannedContent,
    Referral,
    SupportSession,
)


@dataclass(frozen=True)
class Over:
    """A session that is over, what it was in its course, and whether they were expected and not seen."""

    date: dt.date
    occasion: str
    was_missed: bool
    course: UUID


@dataclass
class Known:
    """Of one referral."""

    sessions: list[Over] = field(default_factory=list)
    rows: list[Measure] = field(default_factory=list)
    scored: list[dt.date] = field(default_factory=list)
    goals_since: list[dt.date] = field(default_factory=list)
    contacts: set[dt.date] = field(default_factory=set)

    def current(self) -> list[Over]:
        """The sessions of the course that began last."""
        begun = list(dict.fromkeys(one.course for one in self.sessions))
        return [one for one in self.sessions if one.course == begun[-1]]

    def done(self) -> list[plan.Done]:
        """What has been filled in so far that it has a score, goals by whatever way they were scored."""
        rows = (row for row in self.rows if row.instrument != plan.GOALS and row.filled_in_at and row.given_scores)
        found = [plan.Done(row.instrument, row.rater, row.filled_in_on) for row in rows if row.filled_in_on]
        return [*found, *(plan.Done(plan.GOALS, "self", day) for day in dict.fromkeys(self.scored))]

    def is_settled(self, due: plan.Due, on: dt.date) -> bool:
        """It is out, or they said that they would rather not: in this course, unless it is asked once for all."""
        since = dt.date.min if due.occasion == plan.BASELINE else self._begun(on)
        same = (row for row in self.rows if (row.instrument, row.rater) == (due.instrument, due.rater))
        return any(row.is_open or declined(row, due.occasion, since) for row in same)

    def _begun(self, day: dt.date) -> dt.date:
        """When the course began that had begun last by then."""
        firsts = {one.course: one.date for one in reversed(self.sessions)}
        return max((first for first in firsts.values() if first <= day), default=dt.date.min)


def declined(row: Measure, occasion: str, since: dt.date) -> bool:
    """They said on this occasion that they would rather not, of what was due in the course that began then."""
    return row.declined_at is not None and row.occasion == occasion and row.due_on >= since


def known_of(referrals: Iterable[Referral]) -> defaultdict[UUID, Known]:
    """Eight queries, however many there are."""
    listed = list(referrals)
    found: defaultdict[UUID, Known] = defaultdict(Known)
    for row in Measure.objects.filter(referral__in=listed).order_by("created_at"):
        found[row.referral_id].rows.append(row)
    scores = GoalScore.objects.filter(goal__referral__in=listed).order_by("scored_on")
    for id, day in scores.values_list("goal__referral", "scored_on"):
        found[id].scored.append(day)
    goals = Goal.objects.filter(referral__in=listed, dropped_on__isnull=True)
    for id, day in goals.values_list("referral", "set_on"):
        found[id].goals_since.append(day)
    about = IndirectActivity.objects.counted().filter(referral__in=listed)
    for id, day in about.values_list("referral", "done_on"):
        found[id].contacts.add(day)
    _read_courses(listed, found)
    return found


def _read_courses(listed: list[Referral], found: defaultdict[UUID, Known]) -> None:
    """The sessions of their courses that are over, from the day each joined to the day they left; and contacts."""
    courses = list(Course.objects.filter(referral__in=listed).select_related("referral"))
    came = _came(courses)
    over = _over(courses)
    for course in courses:
        known, person = found[course.referral_id], course.referral.young_person_id
        for session, occasion in over[course.series_id]:
            attendance = came.get((session.pk, person))
            if attendance and attendance.code in SEEN_CODES and attendance.mechanism in COUNTED_MECHANISMS:
                known.contacts.add(session.date)
            if course.started_on <= session.date <= (course.ended_on or session.date):
                was_missed = attendance is not None and attendance.code not in SEEN_CODES
                known.sessions.append(Over(session.date, occasion, was_missed, course.pk))
    for known in found.values():
        known.sessions.sort(key=lambda one: one.date)


def _over(courses: Iterable[Course]) -> defaultdict[UUID, list[tuple[SupportSession, str]]]:
    """By series, its sessions before today that took place, and what each was in its course."""
    series = {course.series_id for course in courses}
    rows = SupportSession.objects.taking_place().filter(series__in=series, date__lt=clock.today(), number__isnull=False)
    listed = list(rows.select_related("series").order_by("date", "start_minute"))
    contents = PlannedContent.objects.filter(programme__in={row.series.programme_id for row in listed})
    planned = {(one.programme_id, one.edition, one.number): one.due for one in contents}
    found: defaultdict[UUID, list[tuple[SupportSession, str]]] = defaultdict(list)
    for row in listed:
        due = planned.get((row.series.programme_id, row.series.edition, row.number), "")
        found[row.series_id].append((row, plan.occasion_at(row.number, row.series.session_count, due)))
    return found


def _came(courses: Iterable[Course]) -> dict[tuple[UUID, UUID], Attendance]:
    """By session and young person, what was written down about who came."""
    series = {course.series_id for course in courses}
    people = {course.referral.young_person_id for course in courses}
    rows = Attendance.objects.filter(session__series__in=series, young_person__in=people)
    return {(row.session_id, row.young_person_id): row for row in rows}
