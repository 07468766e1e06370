"""Which buttons somebody is shown at a session: the same rules that the actions ask again."""

from collections.abc import Callable
from dataclasses import dataclass

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from sessions_app.enums import SessionState
from sessions_app.models import SupportSession
from sessions_app.rules.attendance import check_can_record, check_has_begun
from sessions_app.rules.session import check_can_cancel, check_can_move, check_can_revive, check_can_skip


@dataclass(frozen=True)
class Buttons:
    """`why_not` is for somebody whose role allows it: why the session cannot be moved now."""

    may_move: bool
    may_cancel: bool
    may_skip: bool
    may_revive: bool
    may_write_up: bool
    why_not: str


def buttons_for(session: SupportSession, by: Actor) -> Buttons:
    cannot_move = _refusal(check_can_move, session, by)
    return Buttons(
        may_move=not cannot_move,
        may_cancel=not _refusal(check_can_cancel, session, by),
        may_skip=not _refusal(check_can_skip, session, by),
        may_revive=not _refusal(check_can_revive, session, by),
        may_write_up=not (_refusal(check_can_record, session, by) or _refusal(_has_begun, session, by)),
        why_not=cannot_move if session.state == SessionState.PLANNED and _is_theirs(session, by) else "",
    )


def _has_begun(session: SupportSession, by: Actor) -> None:
    check_has_begun(session)


def _is_theirs(session: SupportSession, by: Actor) -> bool:
    return by.can(Permission.SESSION_MOVE, session)


def _refusal(check: Callable[[SupportSession, Actor], None], session: SupportSession, by: Actor) -> str:
    """Why not, in the words of the rule; nothing when it may be done."""
    try:
        check(session, by)
    except Refused as refused:
        return refused.message
    return ""
