"""Changing single sessions of a run, or one and all that follow. Past sessions never change."""

import datetime as dt
from collections.abc import Callable
from itertools import count

from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.places.models import Room
from mhst.places.queries import calendar
from sessions_app.actions import facilitation, notice, numbering, occupancy, weeks
from sessions_app.actions import series as series_actions
from sessions_app.enums import CancelReason, NoticeKind, SessionState
from sessions_app.events import SessionsChanged
from sessions_app.models import Series, SupportSession
from sessions_app.planner.run import OVER_A_SUMMER, held
from sessions_app.queries import session as session_queries
from sessions_app.rules import moving
from sessions_app.rules import session as rules
from sessions_app.rules.weeks import find

Check = Callable[[SupportSession, Actor], None]


@action
def move(
    *, session: SupportSession, date: dt.date, start_minute: int, by: Actor, room: Room | None = None, why: str = ""
) -> SupportSession:
    """Move one session to another date, time or room; its length stays. The rest of the run stays where it is.

    `why` its usual day is shut: then the session stands instead of that day, and says so.
    Raises: Refused when it is over, has attendance, or the date will not do; Conflict when something is taken.
    """
    rules.check_can_move(session, by)
    series, session = _lock(session, room)
    rules.check_can_move(session, by)
    _check_open(series, date)
    moving.check_not_over(session, date, start_minute)
    before = _when(session)
    start_minute, end_minute = weeks.minutes(session, start_minute)
    rules.check_minutes(start_minute, end_minute)
    _check_over_in_time(series, [(date, end_minute)])
    if room and room.pk != session.room_id:
        moving.check_room(session, room)
    session.moved_from, session.why_moved = (session.moved_from or session.date, why[:160]) if why else (None, "")
    session.date, session.start_minute, session.end_minute = date, start_minute, end_minute
    session.room = room or session.room
    moving.check_free([session], by)
    numbering.touch(session)
    changed = [session, *numbering.put_in_order(series)]
    occupancy.occupy([session])
    _tell(series, changed, NoticeKind.MOVED, f"{series}: {before} is now {_when(session)}.", by, session)
    return session


@action
def move_rest(
    *, session: SupportSession, date: dt.date, by: Actor, start_minute: int | None = None, over_summer: bool = False
) -> list[SupportSession]:
    """Move this session to `date` and all later ones to the weeks after it, skipping what is shut.

    Without `start_minute` each keeps its own time. Raises: Refused, also when it would go on only after the summer
    holiday and nobody said that this is meant, or Conflict; and then nothing has moved.
    """
    rules.check_can_move(session, by)
    series, session = _lock(session)
    rules.check_can_move(session, by)
    _check_open(series, date)
    moving.check_not_over(session, date, session.start_minute if start_minute is None else start_minute)
    rest = session_queries.planned_from(series, session)
    before, since = _when(session), rest[0].date
    found = find(by, series, date, rest, start_minute, spare=OVER_A_SUMMER)
    if not over_summer:
        moving.check_summer([*session_queries.dates_before(series, session), *(week.date for week in held(found))])
    weeks.take(rest, found, start_minute)
    _check_over_in_time(series, [(moved.date, moved.end_minute) for moved in rest])
    moving.check_free(rest, by)
    weeks.leave_out(series, found, since=since, like=rest[0])
    first = _when(rest[0])
    changed = [*rest, *numbering.put_in_order(series)]
    occupancy.occupy(rest)
    _tell(
        series, changed, NoticeKind.MOVED, f"{series}: {before} and all later sessions move; next is {first}.",
        by, rest[0],
    )  # fmt: skip
    return rest


@action
def cancel(
    *, session: SupportSession, reason: CancelReason, by: Actor, add_at_end: bool = False, over_summer: bool = False
) -> SupportSession:
    """Cancel one session with its reason. With `add_at_end` the run keeps its length by one more week.

    Raises: Refused when attendance is recorded, no week near its end will do, or the summer holiday would come
    between and nobody said that this is meant; Conflict when that week is taken.
    """
    check = rules.check_can_cancel
    return call_off(
        session=session, reason=reason, check=check, by=by, add_at_end=add_at_end, over_summer=over_summer
    )  # fmt: skip


@action
def call_off(
    *, session: SupportSession, reason: CancelReason, check: Check, by: Actor, add_at_end: bool = False,
    over_summer: bool = False,
) -> SupportSession:  # fmt: skip
    """The same for whoever another rule lets do it, such as somebody who tells that a pupil is absent.

    `check` is that rule; it is asked of the session as it was seen, and again as it is now.
    """
    check(session, by)
    series, session = _lock(session)
    check(session, by)
    session.state, session.cancel_reason = SessionState.CANCELLED, reason
    numbering.touch(session)
    changed = [session]
    if add_at_end:
        changed.append(weeks.add_at_end(by, series, like=session, over_summer=over_summer))
    occupancy.occupy(changed)
    _tell(
        series, changed, NoticeKind.CANCELLED,
        f"{series}: {_when(session)} is cancelled: {CancelReason(reason).label.lower()}.", by, session,
    )  # fmt: skip
    return session


@action
def skip(
    *, session: SupportSession, note: str, by: Actor, add_at_end: bool = True, over_summer: bool = False
) -> SupportSession:
    """Leave out one week, saying why; what was planned for it comes a week later. It can be revived."""
    rules.check_can_skip(session, by)
    series, session = _lock(session)
    rules.check_can_skip(session, by)
    session.state, session.number, session.note = SessionState.SKIPPED, None, note[:160]
    numbering.touch(session)
    changed = [session]
    if add_at_end:
        changed.append(weeks.add_at_end(by, series, like=session, over_summer=over_summer))
    occupancy.occupy(changed)
    _tell(series, changed, NoticeKind.CANCELLED, f"{series}: {_when(session)} is skipped: {note}.", by, session)
    return session


@action
def revive(*, session: SupportSession, by: Actor, check: Check = rules.check_can_revive) -> SupportSession:
    """A cancelled session or a skipped week takes place after all, at its old time.

    `check` is as for `call_off`. Raises: Refused when it is over, its room is not lent any more or somebody who holds
    it is away; Conflict when its time has been taken since.
    """
    check(session, by)
    series, session = _lock(session)
    check(session, by)
    _check_open(series, session.date)
    _check_over_in_time(series, [(session.date, session.end_minute)])
    taken = numbering.taken(series)
    if session.number is None or session.number in taken:
        session.number = next(number for number in count(1) if number not in taken)
    session.state, session.cancel_reason, session.note = SessionState.PLANNED, "", ""
    numbering.touch(session)
    facilitation.fill(series, session)
    moving.check_free([session], by, so="So it cannot be held after all.")
    changed = [session, *numbering.put_in_order(series)]
    occupancy.occupy([session])
    _tell(series, changed, NoticeKind.REVIVED, f"{series}: {_when(session)} takes place after all.", by, session)
    return session


def _lock(session: SupportSession, room: Room | None = None) -> tuple[Series, SupportSession]:
    """The run and the session as they are now, held with everything they occupy.

    Raises: Conflict when the session is no longer as it was seen. Whoever calls asks the rules again.
    """
    series = series_actions.lock(session.series)
    if room:
        occupancy.lock(rooms=[room.pk])
    fresh = SupportSession.objects.select_related("room").get(pk=session.pk)
    fresh.series = series
    rules.check_unchanged(session, fresh)
    return series, fresh


def _check_open(series: Series, date: dt.date) -> None:
    rules.check_date(date)
    dates = calendar.load_dates([series.school], date, date)[series.school_id]
    rules.check_open(series, date, dates.why_shut(date) or dates.busy(date, series.year_groups))


def _check_over_in_time(series: Series, ends: list[tuple[dt.date, int]]) -> None:
    """Raises: Refused when the school goes home early on one of these dates, before the session would end."""
    dates = calendar.load_dates([series.school], min(ends)[0], max(ends)[0])[series.school_id]
    for date, end_minute in ends:
        rules.check_finish(series, date, end_minute, dates.finish_minute(date))


def _when(session: SupportSession) -> str:
    return f"{session.date:%A %-d %B} at {session.starts_at:%H:%M}"


def _tell(
    series: Series,
    changed: list[SupportSession],
    kind: NoticeKind,
    sentence: str,
    by: Actor,
    session: SupportSession,
) -> None:
    notice.tell(series=series, kind=kind, sentence=sentence, by=by, session=session)
    events.publish(SessionsChanged(series.pk, tuple(s.pk for s in changed)))
