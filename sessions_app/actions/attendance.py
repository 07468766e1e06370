"""Writing down who came. The first time marks the session held; later changes keep what was said before."""

from collections.abc import Mapping
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from sessions_app.actions import numbering, progress
from sessions_app.enums import SESSION_MOVES, GroupSessionType, SessionState
from sessions_app.events import SessionHeld
from sessions_app.models import Attendance, AttendanceChange, HeadCount, SessionRecord, SupportSession
from sessions_app.queries import session_record as queries
from sessions_app.queries.session_record import Sheet
from sessions_app.rules import attendance as rules
from sessions_app.rules.attendance import Came


@action
def record(*, session: SupportSession, came: Mapping[UUID, Came], by: Actor) -> list[Attendance]:
    """Write down for these young people whether they came, and begin a note about each.

    Raises: Refused before the session begins; Conflict when somebody else has written one of them down.
    """
    rules.check_can_record(session, by)
    locked = _lock(session)
    rules.check_has_begun(locked)
    by_person = {sheet.person.pk: sheet for sheet in queries.sheets(locked)}
    if not came or not set(came) <= set(by_person):
        raise Refused("Say of somebody in this session whether they came.", code="nobody", field="")
    written = [_write(by_person[person], said, by) for person, said in came.items()]
    _mark_held(locked)
    for person in came:
        if (referral := by_person[person].referral) is not None:
            progress.note(referral=referral, by=by)
    return written


@action
def correct(*, attendance: Attendance, came: Came, why: str, seen_at: str, by: Actor) -> Attendance:
    """Say otherwise than before, and why; what was said stays to be read. Raises: Refused, Conflict."""
    rules.check_can_record(attendance.session, by)
    row = Attendance.objects.select_for_update(of=("self",), no_key=True).get(pk=attendance.pk)
    rules.check_not_changed(seen_at, row)
    rules.check_came(came)
    if not why.strip():
        raise Refused("Say why it is corrected.", field="why")
    AttendanceChange.objects.create(
        attendance=row, was_code=row.code, was_why_not_there=row.why_not_there, was_mechanism=row.mechanism,
        was_minutes=row.minutes, was_with_parent=row.with_parent, why=why.strip(),
        changed_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    _say(row, came, by)
    row.save()
    referral = queries.referrals_at(attendance.session, [attendance.young_person]).get(attendance.young_person_id)
    if referral is not None:
        progress.note(referral=referral, by=by)
    return row


@action
def count_heads(
    *, session: SupportSession, kind: GroupSessionType | str, came: int, minutes: int, by: Actor
) -> HeadCount:
    """How many came, where they are not known by name. Raises: Refused."""
    rules.check_can_record(session, by)
    locked = _lock(session)
    rules.check_has_begun(locked)
    if not queries.is_counted_by_head(locked):
        raise Refused("Everybody here is known by name: say of each whether they came.", code="by-name")
    counted, _ = HeadCount.objects.update_or_create(
        session=locked, defaults={"kind": kind, "came": came, "minutes": minutes}
    )
    _mark_held(locked)
    return counted


def _lock(session: SupportSession) -> SupportSession:
    rows = SupportSession.objects.select_related("series__programme", "series__team", "series__school")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=session.pk)


def _write(sheet: Sheet, came: Came, by: Actor) -> Attendance:
    rules.check_came(came)
    if sheet.attendance is not None:
        raise Conflict(
            f"Somebody has already written down whether {sheet.person.name} came. Look at it, and correct it if it is"
            " wrong.",
            code="written",
        )
    row = Attendance(session=sheet.session, young_person=sheet.person)
    _say(row, came, by)
    row.save()
    if sheet.record is None:
        SessionRecord.objects.create(
            session=sheet.session, young_person=sheet.person, referral=sheet.referral, author=row.recorded_by
        )
    return row


def _say(row: Attendance, came: Came, by: Actor) -> None:
    row.code, row.mechanism = came.code, came.mechanism
    row.why_not_there = "" if came.was_seen else came.why_not_there
    row.minutes = came.minutes if came.was_seen else None
    row.with_parent = came.with_parent
    row.recorded_by, row.recorded_at = by if isinstance(by, User) else None, clock.now()


def _mark_held(session: SupportSession) -> None:
    if SessionState.HELD in SESSION_MOVES[session.state]:
        session.state = SessionState.HELD
        numbering.touch(session)
        events.publish(SessionHeld(session.series_id, session.pk))
