"""The courses that a referral is worked on in: what could be booked, and what is."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from mhst.core import clock
from sessions_app.enums import GROUP_KINDS, CourseEnd, ReferralState, SessionState, WhenShut
from sessions_app.models import Course, Programme, Referral, SupportSession
from sessions_app.planner.reasons import listed
from sessions_app.queries.allocation import skill_in_words
from sessions_app.queries.days import first_day
from sessions_app.queries.offer import Wanted

#: Their support ended, and nobody has decided how it goes on.
_LEFT = frozenset({CourseEnd.TAKEN_OUT, CourseEnd.RUN_CANCELLED})


@dataclass(frozen=True)
class RunningCourse:
    """A course that has not ended, and its next session, if one is to come."""

    course: Course
    next_session: SupportSession | None
    to_come: int


def programmes_for(referral: Referral, day: dt.date) -> list[Programme]:
    """1:1 programmes on offer for their age: those that their practitioner can hold, the one decided on first."""
    assert referral.young_person is not None
    age = referral.young_person.age_on(day)
    rows = Programme.objects.filter(is_offered=True, youngest__lte=age, oldest__gte=age).exclude(kind__in=GROUP_KINDS)
    return sorted(rows, key=lambda one: (bool(why_not_held(referral, one)), one.pk != referral.programme_id))


def why_not_held(referral: Referral, programme: Programme) -> str:
    """For what their practitioner is not trained, in a sentence; nothing when they can hold this."""
    practitioner = referral.practitioner
    assert practitioner is not None
    missing = [skill for skill in programme.skills if skill not in practitioner.skills]
    if not missing:
        return ""
    return f"{practitioner} is not trained for it: {listed([skill_in_words(skill) for skill in missing])}."


def wanted(referral: Referral, programme: Programme, earliest_on: dt.date, when_shut: str = WhenShut.MOVE) -> Wanted:
    """A course for this young person with their practitioner, as a question to the search.

    It begins no sooner than the school's notice lets it.
    """
    person, practitioner = referral.young_person, referral.practitioner
    assert person is not None
    assert practitioner is not None
    earliest = max(earliest_on, first_day(person.school))
    return Wanted(
        person.school, programme, [person.year_group_on(earliest)], [person], earliest,
        only=(practitioner.pk,), when_shut=when_shut,
    )  # fmt: skip


def has_own_course(referral: Referral) -> bool:
    """Whether sessions of a course of their own are still to come."""
    ahead = SupportSession.objects.filter(
        series__courses__referral=referral,
        series__courses__ended_on__isnull=True,
        state=SessionState.PLANNED,
        date__gte=clock.today(),
    )
    return ahead.exclude(series__programme__kind__in=GROUP_KINDS).exists()


def waiting_in(team_id: UUID, young_person_id: UUID) -> Referral | None:
    """Their referral that waits for a practitioner of this team."""
    rows = Referral.objects.filter(team=team_id, young_person=young_person_id, state=ReferralState.WAITING)
    return rows.select_related("young_person", "school", "team").first()


def left_last(referral: Referral) -> Course | None:
    """What they were last taken out of or what was cancelled under them, unless a course goes on or began since."""
    last = referral.courses.select_related("series__programme").order_by("started_on", "created_at").last()
    return last if last and last.ended_because in _LEFT else None


def running(referral: Referral) -> list[RunningCourse]:
    """Those that have not ended. Two queries."""
    rows = referral.courses.filter(ended_on__isnull=True).select_related("series__programme", "series__school")
    courses = list(rows)
    ahead = SupportSession.objects.filter(
        series__in=[course.series_id for course in courses], state=SessionState.PLANNED, date__gte=clock.today()
    ).order_by("date", "start_minute")
    coming = [session for session in ahead.select_related("series") if session.ends_at > clock.now()]
    return [
        RunningCourse(course, theirs[0] if theirs else None, len(theirs))
        for course in courses
        for theirs in [[session for session in coming if session.series_id == course.series_id]]
    ]
