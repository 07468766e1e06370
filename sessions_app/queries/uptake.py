"""Who was seen, when and where, and whose support ended: what those who count need to know of the work, and no more."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mhst.core import clock
from mhst.people.models import YoungPerson
from sessions_app.enums import GROUP_KINDS, SEEN_CODES, Rater, ReferralState
from sessions_app.instruments.change import Direction
from sessions_app.models import Attendance, Course, HeadCount, Measure, Referral, ReferralMove
from sessions_app.queries.measure_page import page_of


@dataclass(frozen=True)
class Seen:
    """Somebody came to a session, and was seen."""

    attendance_id: UUID
    young_person: YoungPerson
    school_id: UUID
    team_id: UUID
    starts_at: dt.datetime
    is_group: bool
    waited: int | None  # days since the request, where it was the first contact after it
    reason: str  # of the request that it belongs to; nothing where there is none


def seen_on(date: dt.date) -> Iterator[Seen]:
    """Everybody who was seen at a session of that day, for the machine. Three queries."""
    asked, reasons = _asked_on(date), _reasons_on(date)
    rows = Attendance.objects.filter(session__date=date, code__in=SEEN_CODES)
    for row in rows.select_related("session__series__programme", "young_person"):
        series = row.session.series
        yield Seen(
            attendance_id=row.pk,
            young_person=row.young_person,
            school_id=series.school_id,
            team_id=series.team_id,
            starts_at=row.session.starts_at,
            is_group=series.programme.kind in GROUP_KINDS,
            waited=_days(asked.get((row.young_person_id, series.team_id)), date),
            reason=reasons.get((row.young_person_id, series.pk), ""),
        )


def _asked_on(date: dt.date) -> dict[tuple[UUID, UUID], dt.date]:
    """By young person and team, when they asked who were seen for the first time since then on that day."""
    rows = Referral.objects.filter(first_contact_on=date, first_contact_indirect=False, young_person__isnull=False)
    return {(person, team): on for person, team, on in rows.values_list("young_person", "team", "received_on")}


def _reasons_on(date: dt.date) -> dict[tuple[UUID, UUID], str]:
    """By young person and run, what the request said that they are there for."""
    rows = Course.objects.filter(series__sessions__date=date, referral__young_person__isnull=False)
    return {
        (person, run): reason
        for person, run, reason in rows.values_list("referral__young_person", "series", "referral__reason")
    }


@dataclass(frozen=True)
class Ended:
    """Support that ended for somebody who had been seen. `change` is the national word, of what they filled in
    themselves or else their parent; "cannot be said" where nobody was asked twice; `because` is a code."""

    referral_id: UUID
    young_person: YoungPerson
    school_id: UUID
    team_id: UUID
    change: Direction
    because: str


def ended_on(date: dt.date) -> Iterator[Ended]:
    """Whose support ended that day, for the machine."""
    rows = Referral.objects.filter(closed_on=date, last_seen_on__isnull=False, young_person__isnull=False)
    for row in rows.select_related("young_person").order_by("pk"):
        yield Ended(row.pk, row.young_person, row.school_id, row.team_id, _change_of(row), row.closed_because)


def _change_of(referral: Referral) -> Direction:
    told = {counted.rater: counted.direction for counted in page_of(referral).counted}
    known = (told.get(rater, Direction.UNKNOWN) for rater in (Rater.SELF, Rater.PARENT))
    return next((word for word in known if word is not Direction.UNKNOWN), Direction.UNKNOWN)


def endings_written_since(moment: dt.datetime | None) -> set[dt.date]:
    """The days on which support ended, or turned out not to have, of which something was written since. None: ever."""
    moves = ReferralMove.objects.filter(to_state=ReferralState.CLOSED)
    ended = Referral.objects.filter(closed_on__isnull=False)
    if moment is not None:
        moved = ReferralMove.objects.filter(at__gte=moment).values("referral")
        told = Measure.objects.filter(filled_in_at__gte=moment).values("referral")
        moves, ended = moves.filter(referral__in=moved), ended.filter(Q(pk__in=moved) | Q(pk__in=told))
    days = {at.astimezone(clock.LONDON).date() for at in moves.values_list("at", flat=True)}
    return days | set(ended.values_list("closed_on", flat=True))


@dataclass(frozen=True)
class ByHead:
    """A session for a class, parents or staff: how many came is counted, and nobody is named."""

    id: UUID
    school_id: UUID
    on: dt.date
    came: int


def held_by_head(team_id: UUID, since: dt.date, until: dt.date, known_at: dt.datetime) -> Iterator[ByHead]:
    """Those of a team that were written down by then, for the machine. One query."""
    rows = HeadCount.objects.filter(session__series__team=team_id, created_at__lte=known_at)
    rows = rows.filter(session__date__gte=since, session__date__lt=until).order_by("pk")
    return (ByHead(*row) for row in rows.values_list("pk", "session__series__school", "session__date", "came"))


def _days(since: dt.date | None, until: dt.date) -> int | None:
    return None if since is None else (until - since).days


def days_written_since(moment: dt.datetime | None) -> set[dt.date]:
    """The days of which something was written down, or corrected, at that moment or later. None: ever."""
    rows = Attendance.objects.all() if moment is None else Attendance.objects.filter(recorded_at__gte=moment)
    return set(rows.values_list("session__date", flat=True))
