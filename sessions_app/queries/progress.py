"""What the sessions of a referral say about it: when they were seen, from when there was a plan, when to look back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.core import clock
from sessions_app.enums import COUNTED_MECHANISMS, ONE_AT_A_TIME, SEEN_CODES, ReferralState, SeriesState
from sessions_app.models import Attendance, PlannedContent, Referral, Series, SessionRecord

#: Shorter courses have no middle worth stopping at.
HAS_A_MIDDLE = 6
#: A review may be held a little before the session it was planned for.
EARLY = dt.timedelta(days=7)


@dataclass(frozen=True)
class Dates:
    """What actions keep on a referral, so that lists of thousands need no second look."""

    first_contact_on: dt.date | None
    first_contact_indirect: bool
    last_seen_on: dt.date | None
    plan_on: dt.date | None
    review_due_on: dt.date | None


def dates_of(referral: Referral) -> Dates:
    seen = _attended(referral).filter(code__in=SEEN_CODES)
    contact = first_contact_of(referral)
    return Dates(
        first_contact_on=contact and contact[0],
        first_contact_indirect=contact is not None and contact[1],
        last_seen_on=_last(seen, "session__date"),
        plan_on=_plan_on(referral),
        review_due_on=_review_due_on(referral),
    )


def first_contact_of(referral: Referral) -> tuple[dt.date, bool] | None:
    """The day of the first contact since the request, and whether it was work about them without them there.

    They came, late or not, and were seen, heard or on video; or it was an indirect activity (`rules.clock`).
    Messages count for nobody here, and people counted by head are nobody's contact. On one day, having been seen
    is what is said.
    """
    direct = _attended(referral).filter(code__in=SEEN_CODES, mechanism__in=COUNTED_MECHANISMS)
    seen = _first(direct.filter(session__date__gte=referral.received_on), "session__date")
    about = _first(referral.indirect_activities.counted(), "done_on")
    return min(((day, is_indirect) for day, is_indirect in ((seen, False), (about, True)) if day), default=None)


def attendances_of(referral: Referral) -> list[Attendance]:
    """In the order of their sessions."""
    rows = _attended(referral).select_related("session__series__programme", "young_person")
    return list(rows.order_by("session__date", "session__start_minute"))


def attendances_in(series: Series, person_id: UUID) -> list[Attendance]:
    """In the order of their sessions, for somebody who has no referral here."""
    rows = Attendance.objects.filter(session__series=series, young_person=person_id)
    return list(rows.select_related("session", "young_person").order_by("session__date", "session__start_minute"))


def half_way(count: int, planned: dict[int, str]) -> int | None:
    """The session at which one looks back half-way: the one the programme's plan names, else the middle one."""
    named = next((number for number, due in sorted(planned.items()) if "half-way" in due.lower()), None)
    return named or (count // 2 if count >= HAS_A_MIDDLE else None)


def in_series(series_id: UUID) -> list[Referral]:
    """The referrals that are worked on in a run now."""
    rows = Referral.objects.filter(courses__series=series_id, courses__ended_on__isnull=True)
    return list(rows.distinct().order_by("pk"))


def _attended(referral: Referral) -> Any:
    return Attendance.objects.filter(young_person=referral.young_person_id, session__series__courses__referral=referral)


def _plan_on(referral: Referral) -> dt.date | None:
    """The first plan agreed since the request, or the first session since it at which they were seen and treated."""
    treated = SessionRecord.objects.filter(
        referral=referral, gave_intervention=True, session__attendances__code__in=SEEN_CODES,
        session__attendances__young_person=referral.young_person_id, session__date__gte=referral.received_on,
    )  # fmt: skip
    agreed = referral.plans.filter(agreed_on__gte=referral.received_on)
    known = [_first(agreed, "agreed_on"), _first(treated, "session__date")]
    return min((day for day in known if day), default=None)


def _review_due_on(referral: Referral) -> dt.date | None:
    """The first of half-way and end that nobody has looked back at yet; nothing where no course goes on."""
    if referral.state not in ONE_AT_A_TIME:
        return None
    moves = referral.moves.filter(to_state=ReferralState.REVIEW).values_list("at", flat=True)
    reviewed = max((at.astimezone(clock.LONDON).date() for at in moves), default=None)
    return next((day for day in _review_dates(referral) if reviewed is None or reviewed < day - EARLY), None)


def _review_dates(referral: Referral) -> list[dt.date]:
    """When half-way and end are, in the course that goes on: of several the last."""
    running = referral.courses.filter(ended_on__isnull=True).select_related("series")
    course = running.order_by("-started_on", "-series__first_on").first()
    if course is None or course.series.state == SeriesState.CANCELLED:
        return []
    series = course.series
    on = dict(series.sessions.taking_place().values_list("number", "date"))
    planned = dict(PlannedContent.objects.of_run(series).values_list("number", "due"))
    last = max(on, default=None)
    wanted = dict.fromkeys((half_way(series.session_count, planned), last))
    return [on[number] for number in wanted if number in on]


def _first(rows: Any, name: str) -> dt.date | None:
    found: dt.date | None = rows.order_by(name).values_list(name, flat=True).first()
    return found


def _last(rows: Any, name: str) -> dt.date | None:
    found: dt.date | None = rows.order_by(f"-{name}").values_list(name, flat=True).first()
    return found
