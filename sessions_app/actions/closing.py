"""Closing as one guided act: measures, letters, a day to ask how they are. And that asking, when it is due."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core.actors import Actor
from sessions_app.actions import letter as letters
from sessions_app.actions import referral as referral_actions
from sessions_app.enums import LetterKind, LetterState
from sessions_app.models import Letter, Referral
from sessions_app.queries import closing as queries
from sessions_app.rules import closing as rules
from sessions_app.rules import referral as referral_rules
from sessions_app.rules.closing import Ending


@action
def prepare_letters(*, referral: Referral, by: Actor) -> list[Letter]:
    """A draft for everybody who gets a closing letter and has none yet. Raises: Refused."""
    rules.check_can_write_letters(referral, by)
    wanted = queries.closing_of(referral).unprepared
    return [letters.prepare(referral=referral, kind=LetterKind.CLOSING, to=to, by=by) for to in wanted]


@action
def close(*, referral: Referral, ending: Ending, by: Actor) -> Referral:
    """Issue the letters that were looked at, and close. Raises: Refused, saying what is still to be done; Conflict."""
    locked = referral_actions.lock(referral)
    referral_rules.check_state_seen(referral, locked)
    closing = queries.closing_of(locked)
    rules.check_ending(closing, ending)
    for each in closing.letters:
        if each.letter and each.letter.state == LetterState.DRAFT and each.to not in ending.left_out:
            letters.issue(letter=each.letter, by=by, agreed=ending.agreed)
    return referral_actions.close(
        referral=referral, because=ending.because, why=_why(ending), follow_up_on=ending.follow_up_on, by=by
    )


@action
def followed_up(*, referral: Referral, by: Actor, again_on: dt.date | None = None) -> Referral:
    """Somebody has asked how they are; perhaps they ask again. Raises: Refused."""
    locked = referral_actions.lock(referral)
    rules.check_can_follow_up(locked, by)
    rules.check_next(again_on)
    locked.follow_up_on = again_on
    locked.save()
    return locked


def _why(ending: Ending) -> str:
    """The reasons in one: those who look back find them with the move."""
    parts = [ending.why.strip()]
    if ending.no_measures_because.strip():
        parts.append(f"No measures at the end: {ending.no_measures_because.strip()}")
    if ending.left_out:
        parts.append(f"No letter to {', '.join(ending.left_out)}: {ending.left_out_because.strip()}".replace("_", " "))
    return "\n".join(parts)
