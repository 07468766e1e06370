"""A whole caseload as case management looks at it: who must be talked about first, and why."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F

from mhst.access.models import User
from mhst.core import clock
from sessions_app.enums import MANY_SESSIONS, NOT_SEEN_FOR, SEEN_CODES, ReferralState, SessionState, WhyFirst
from sessions_app.models import Attendance, Course, Measure, Referral, Supervision, SupervisionDecision
from sessions_app.queries import referral as referrals
from sessions_app.queries.measures_missed import missed

ORDER = list(WhyFirst)


@dataclass(frozen=True)
class Case:
    """One young person of the caseload. Without a reason they need no decision this time."""

    referral: Referral
    why: tuple[WhyFirst, ...]
    sessions: int


@dataclass(frozen=True)
class Decided:
    """What was decided about one young person, who does it and by when. Without words: nothing yet."""

    referral: Referral
    words: str
    owner: User
    due_on: dt.date | None


@dataclass(frozen=True)
class _Known:
    """What is known of all of a caseload at once."""

    talked_about: set[UUID]
    overdue: set[UUID]
    sessions: Counter[UUID]
    over: set[UUID]


def cases(supervision: Supervision, viewer: User) -> list[Case]:
    """Everybody on the practitioner's caseload: those with a reason first, in the order of the reasons."""
    rows = list(referrals.caseload_of(supervision.practitioner, viewer))
    known = _Known(_talked_about(rows, supervision), _overdue(rows), _sessions(rows), _over(rows))
    found = [Case(one, _why(one, known), known.sessions[one.pk]) for one in rows]
    return sorted(found, key=lambda case: (_rank(case), case.referral.received_on))


def _rank(case: Case) -> int:
    return ORDER.index(case.why[0]) if case.why else len(ORDER)


def _why(referral: Referral, known: _Known) -> tuple[WhyFirst, ...]:
    today = clock.today()
    last = referral.last_seen_on or referral.state_since.astimezone(clock.LONDON).date()
    held = {
        WhyFirst.NEW: referral.pk not in known.talked_about,
        WhyFirst.OVERDUE_MEASURE: referral.pk in known.overdue,
        WhyFirst.REVIEW_DUE: referral.is_review_due or referral.state == ReferralState.REVIEW,
        WhyFirst.MANY_SESSIONS: known.sessions[referral.pk] > MANY_SESSIONS,
        WhyFirst.NOT_SEEN: referral.state != ReferralState.PAUSED and today - last >= NOT_SEEN_FOR,
        WhyFirst.CLOSING: referral.pk in known.over,
    }
    return tuple(reason for reason in WhyFirst if held[reason])


def _talked_about(rows: list[Referral], supervision: Supervision) -> set[UUID]:
    """Those whom this practitioner has brought to supervision before."""
    before = SupervisionDecision.objects.filter(
        referral__in=rows,
        supervision__practitioner=supervision.practitioner_id,
        supervision__signed_by_supervisor_at__isnull=False,
    )
    return set(before.exclude(supervision=supervision).values_list("referral", flat=True))


def _overdue(rows: list[Referral]) -> set[UUID]:
    """Asked for and not back by its day, or due by the plan and never there."""
    late = Measure.objects.filter(
        referral__in=rows, due_on__lt=clock.today(), filled_in_at__isnull=True, declined_at__isnull=True
    )
    return set(late.values_list("referral", flat=True)) | set(missed(rows))


def _sessions(rows: list[Referral]) -> Counter[UUID]:
    """How many sessions of its courses each young person was seen in."""
    seen = Attendance.objects.filter(
        code__in=SEEN_CODES,
        session__series__courses__referral__in=rows,
        session__series__courses__referral__young_person=F("young_person"),
    )
    return Counter(seen.values_list("session__series__courses__referral", flat=True))


def _over(rows: list[Referral]) -> set[UUID]:
    """Those who have had a course, none of which has a session to come."""
    courses = Course.objects.filter(referral__in=rows)
    ahead: Any = courses.filter(series__sessions__state=SessionState.PLANNED, series__sessions__date__gte=clock.today())
    return set(courses.values_list("referral", flat=True)) - set(ahead.values_list("referral", flat=True))
