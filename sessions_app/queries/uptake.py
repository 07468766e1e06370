"""Who was seen, when and where, and whose support ended: what those who count need to know of the work, and no more."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.audit.queries import Fields, written_since
from mhst.core import clock
from mhst.people.models import YoungPerson
from sessions_app.enums import GROUP_KINDS, SEEN_CODES, Rater, ReferralState
from sessions_app.instruments.change import Direction
from sessions_app.models import Attendance, Course, HeadCount, Measure, Referral, ReferralMove, Series
from sessions_app.queries.measure_page import page_of

#: What is counted with every contact of somebody, and may be asked or corrected after it.
TOLD_LATER: Fields = {
    YoungPerson: frozenset({"birth_date", "gender", "ethnicity"}),
    Referral: frozenset({"young_person", "reason", "received_on", "first_contact_on", "first_contact_indirect"}),
    Course: frozenset({"referral", "series"}),
}
#: How many people one question names; below what either engine takes.
BATCH = 500


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


def seen_on(date: dt.date, people: Collection[UUID] | None = None) -> Iterator[Seen]:
    """Who was seen at a session of that day, all or these, for the machine. Three queries."""
    asked, reasons = _asked_on(date), _reasons_on(date)
    rows = Attendance.objects.filter(session__date=date, code__in=SEEN_CODES)
    rows = rows if people is None else rows.filter(young_person__in=people)
    for row in rows.select_related("session__series__programme", "young_person"):
        series = row.session.series
        yield Seen(
            attendance_id=row.pk,
            young_person=row.young_person,
            school_id=series.school_id,
            team_id=series.team_id,
            starts_at=row.session.starts_at,
            is_group=series.programme.kind in GROUP_KINDS,
            waited=_days(_asked(asked, row.young_person_id, series), date),
            reason=reasons.get((row.young_person_id, series.pk), ""),
        )


def _asked_on(date: dt.date) -> dict[tuple[UUID, UUID | None], dt.date]:
    """By young person and team or run, when they asked who were seen for the first time since then on that day."""
    rows = Referral.objects.filter(first_contact_on=date, first_contact_indirect=False, young_person__isnull=False)
    told = rows.values_list("young_person", "team", "courses__series", "received_on")
    return {(person, where): on for person, team, run, on in told for where in (team, run)}


def _asked(asked: dict[tuple[UUID, UUID | None], dt.date], person: UUID, run: Series) -> dt.date | None:
    """By the run where the request is of another team since: it ended their wait all the same."""
    return asked.get((person, run.team_id), asked.get((person, run.pk)))


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


def told_later_since(moment: dt.datetime) -> dict[dt.date, set[UUID]]:
    """By day, who was seen then of whom something was written at that moment or later that is counted with it."""
    written = written_since(moment, TOLD_LATER)
    people = {UUID(id) for id in written[YoungPerson]}
    for batch in _batches([*written[Referral]]):
        people |= set(Referral.objects.filter(pk__in=batch).values_list("young_person", flat=True))
    for batch in _batches([*written[Course]]):
        people |= set(Course.objects.filter(pk__in=batch).values_list("referral__young_person", flat=True))
    return _seen_days(people - {None})


def _seen_days(people: Collection[UUID]) -> dict[dt.date, set[UUID]]:
    found: dict[dt.date, set[UUID]] = defaultdict(set)
    for batch in _batches([*people]):
        rows = Attendance.objects.filter(young_person__in=batch, code__in=SEEN_CODES)
        for date, person in rows.values_list("session__date", "young_person"):
            found[date].add(person)
    return found


def _batches(ids: list[Any]) -> Iterator[list[Any]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
