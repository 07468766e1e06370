"""Who tells that a pupil is absent today, and who gives their time to another. Rules raise `Refused`."""

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import CancelReason, SessionState
from sessions_app.models import Programme, Referral, SupportSession
from sessions_app.planner.reasons import listed
from sessions_app.queries import absent as queries
from sessions_app.queries import freed as freed_time


def check_can_tell(session: SupportSession, by: Actor) -> None:
    by.require(Permission.ABSENT_TELL, session)
    if session.state != SessionState.PLANNED or session.date != clock.today() or session.ends_at <= clock.now():
        raise Refused("Who is absent is told on the day, for a session that is still to come.", code="not-today")


def may_tell(session: SupportSession, by: Actor) -> bool:
    """Whether the page of the session offers it."""
    try:
        check_can_tell(session, by)
    except Refused:
        return False
    return True


def check_can_undo(session: SupportSession, by: Actor) -> None:
    """Somebody told absent is there after all: said on the same day, before the session ends."""
    by.require(Permission.ABSENT_TELL, session)
    if session.date != clock.today() or session.ends_at <= clock.now():
        raise Refused(
            "An absence is taken back on the day, before the session ends. Afterwards correct who came.",
            code="not-today",
        )
    if not queries.told_absent(session).exists():
        raise Refused("Nobody is recorded as absent from this session.", code="nobody")
    if is_freed(session) and queries.is_given_away(session):
        raise Refused(
            "The time was given to somebody else since, so this session stays called off. Book another week for them.",
            code="given-away",
        )


def may_undo(session: SupportSession, by: Actor) -> bool:
    """Whether the page of the session offers it."""
    try:
        check_can_undo(session, by)
    except Refused:
        return False
    return True


def is_freed(session: SupportSession) -> bool:
    """Called off today because the young person is absent, and not over."""
    absent = session.state == SessionState.CANCELLED and session.cancel_reason == CancelReason.ABSENT
    return absent and session.date == clock.today() and session.ends_at > clock.now()


def check_can_reuse(freed: SupportSession, by: Actor) -> None:
    by.require(Permission.SESSION_MOVE, freed)
    if not is_freed(freed):
        raise Refused("Only time that an absent pupil left free today is given to somebody else.", code="not-free")


def check_can_begin(freed: SupportSession, referral: Referral, by: Actor) -> None:
    """Somebody who waited begins in it, with the practitioner whose time it is. Raises: Refused."""
    check_can_reuse(freed, by)
    if queries.is_given_away(freed):
        raise Refused("That time was given to somebody else in the meantime.", code="given-away")
    holders = freed_time.holders_of(freed)
    if referral.practitioner not in holders or referral.school_id != freed.series.school_id:
        names = listed([str(one) for one in holders])
        raise Refused(
            f"The time is that of {names} at {freed.series.school}. Book theirs with whoever works with them.",
            code="practitioner",
        )


def check_fits(freed: SupportSession, programme: Programme) -> None:
    """Raises: Refused when its sessions are longer than the time that is free."""
    if not freed_time.fits(programme, freed):
        raise Refused(
            f"A session of {programme} takes {programme.session_minutes} minutes, and "
            f"{freed.end_minute - freed.start_minute} are free today. Choose another programme, or book it without "
            "today.",
            code="too-long",
        )
