"""Who was seen, when and where: what those who count people need to know of sessions, and no more."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from mhst.people.models import YoungPerson
from sessions_app.enums import GROUP_KINDS, SEEN_CODES
from sessions_app.models import Attendance, Referral


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


def seen_on(date: dt.date) -> Iterator[Seen]:
    """Everybody who was seen at a session of that day, for the machine. Two queries."""
    asked = _asked_on(date)
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
        )


def _asked_on(date: dt.date) -> dict[tuple[UUID, UUID], dt.date]:
    """By young person and team, when they asked who were seen for the first time since then on that day."""
    rows = Referral.objects.filter(first_contact_on=date, first_contact_indirect=False, young_person__isnull=False)
    return {(person, team): on for person, team, on in rows.values_list("young_person", "team", "received_on")}


def _days(since: dt.date | None, until: dt.date) -> int | None:
    return None if since is None else (until - since).days


def days_written_since(moment: dt.datetime | None) -> set[dt.date]:
    """The days of which something was written down, or corrected, at that moment or later. None: ever."""
    rows = Attendance.objects.all() if moment is None else Attendance.objects.filter(recorded_at__gte=moment)
    return set(rows.values_list("session__date", flat=True))
