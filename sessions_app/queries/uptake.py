"""Who was seen, when and where: what those who count people need to know of sessions, and no more."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from mhst.people.models import YoungPerson
from sessions_app.enums import GROUP_KINDS, SEEN_CODES
from sessions_app.models import Attendance


@dataclass(frozen=True)
class Seen:
    """Somebody came to a session, and was seen."""

    attendance_id: UUID
    young_person: YoungPerson
    school_id: UUID
    team_id: UUID
    starts_at: dt.datetime
    is_group: bool


def seen_on(date: dt.date) -> Iterator[Seen]:
    """Everybody who was seen at a session of that day, for the machine. One query."""
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
        )


def days_written_since(moment: dt.datetime | None) -> set[dt.date]:
    """The days of which something was written down, or corrected, at that moment or later. None: ever."""
    rows = Attendance.objects.all() if moment is None else Attendance.objects.filter(recorded_at__gte=moment)
    return set(rows.values_list("session__date", flat=True))
