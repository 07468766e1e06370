"""A pupil is absent today: it is recorded, and a session of their own gives its time back for somebody else."""

from collections.abc import Sequence

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from sessions_app.actions import course
from sessions_app.actions import session as sessions
from sessions_app.enums import AttendanceCode, CancelReason, SessionState, WhenShut, WhyNotThere
from sessions_app.models import Attendance, Programme, Referral, Series, SupportSession
from sessions_app.planner.offer import Offer
from sessions_app.queries import absent as queries
from sessions_app.rules import absent as rules


@action
def tell(
    *, session: SupportSession, people: Sequence[YoungPerson], by: Actor, add_at_end: bool = False,
    over_summer: bool = False,
) -> bool:  # fmt: skip
    """Record who is absent from school. Returns whether nobody is left, so that the session is called off.

    Raises: Refused; Conflict when the week to be added at the end is taken, and then nothing is recorded.
    """
    rules.check_can_tell(session, by)
    if not people:
        raise Refused("Choose who is absent.", code="nobody", field="people")
    is_off = len(people) == queries.how_many(session)
    if is_off:
        sessions.call_off(
            session=session, reason=CancelReason.ABSENT, check=rules.check_can_tell, by=by, add_at_end=add_at_end,
            over_summer=over_summer,
        )  # fmt: skip
    for person in people:
        Attendance.objects.create(
            session=session, young_person=person, code=AttendanceCode.CANCELLED_BY_PERSON,
            why_not_there=WhyNotThere.ABSENT, recorded_by=by if isinstance(by, User) else None,
        )  # fmt: skip
    return is_off


@action
def reuse(*, freed: SupportSession, session: SupportSession, by: Actor) -> SupportSession:
    """Bring another session forward into the time that was freed. Raises: Refused; Conflict when it is taken."""
    rules.check_can_reuse(freed, by)
    return sessions.move(session=session, date=freed.date, start_minute=freed.start_minute, room=freed.room, by=by)


@action
def begin(
    *, freed: SupportSession, referral: Referral, programme: Programme, offer: Offer, by: Actor,
    when_shut: str = WhenShut.MOVE,
) -> Series:  # fmt: skip
    """Book a 1:1 course for somebody who waited, and hold its first session in the time that was freed; or neither.

    The last of the dates is brought forward, so that the second session is on the first of them and no week is empty.
    Raises: Refused; Conflict when it, or one of the later times, is taken.
    """
    rules.check_can_begin(freed, referral, by)
    rules.check_fits(freed, programme)
    series = course.book(referral=referral, programme=programme, offer=offer, when_shut=when_shut, by=by)
    last = series.sessions.filter(state=SessionState.PLANNED).select_related("series", "room").latest("date")
    sessions.move(session=last, date=freed.date, start_minute=freed.start_minute, room=freed.room, by=by)
    return series


@action
def undo(*, session: SupportSession, people: Sequence[YoungPerson], by: Actor) -> bool:
    """They are there after all. Returns whether the session takes place again, at its old time.

    A week that was added at the end for it is called off again. Raises: Refused once the time was given to somebody
    else; Conflict when the room is taken.
    """
    rules.check_can_undo(session, by)
    wrong = [row for row in queries.told_absent(session) if row.young_person in people]
    if not wrong:
        raise Refused("Choose who is there after all.", code="nobody", field="people")
    for row in wrong:
        row.delete()
    if not rules.is_freed(session):
        return False
    surplus = queries.added_instead(session)
    if surplus is not None:
        sessions.call_off(session=surplus, reason=CancelReason.OTHER, check=_is_not_needed, by=by)
    sessions.revive(session=session, check=_is_there_after_all, by=by)
    return True


def _is_there_after_all(session: SupportSession, by: Actor) -> None:
    """Asked already, before what was recorded was taken back."""
    by.require(Permission.ABSENT_TELL, session)


_is_not_needed = _is_there_after_all
