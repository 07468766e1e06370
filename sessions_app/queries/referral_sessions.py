"""The sessions of one referral: those that were, with what is written about them, and those to come."""

from dataclasses import dataclass

from sessions_app.enums import SessionState
from sessions_app.models import Attendance, CarePlan, Referral, SessionRecord, SupportSession
from sessions_app.queries.write_up import has_begun


@dataclass(frozen=True)
class SessionLine:
    session: SupportSession
    attendance: Attendance | None
    record: SessionRecord | None

    @property
    def can_be_opened(self) -> bool:
        return self.attendance is not None or (self.session.state == SessionState.PLANNED and has_begun(self.session))


def sessions_of(referral: Referral) -> list[SessionLine]:
    """Every session of its courses; the newest first. The same queries for one as for thirty."""
    if referral.young_person_id is None:
        return []
    sessions = SupportSession.objects.filter(series__courses__referral=referral).exclude(state=SessionState.SKIPPED)
    rows = list(
        sessions.select_related("series__programme", "series__school", "room").order_by("-date", "-start_minute")
    )
    person = {"session__in": [row.pk for row in rows], "young_person": referral.young_person_id}
    came = {row.session_id: row for row in Attendance.objects.filter(**person)}
    written = {row.session_id: row for row in SessionRecord.objects.filter(**person).select_related("author")}
    return [SessionLine(row, came.get(row.pk), written.get(row.pk)) for row in rows]


def plans_of(referral: Referral) -> list[CarePlan]:
    """The newest first."""
    return list(referral.plans.select_related("written_by"))
