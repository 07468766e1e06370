"""What is marked in somebody's words is answered by a person, and told to others where nobody looks."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.places.models import Team
from mhst.settings.environment import environment
from realtime.actions.log import Log
from realtime.enums import Audience, EventKind, FlagOutcome
from realtime.models import ClosingWords, FirstWords, Flag, Marked
from realtime.queries.holding import supervising
from realtime.rules import first_words, flag
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords
from sessions_app.queries import duty

#: Unanswered for so long: who is on duty is written to; then everybody who supervises.
TELLS = (dt.timedelta(minutes=2), dt.timedelta(minutes=5))
M = TypeVar("M", bound=Marked)


class Kind(NamedTuple):
    """The rule of who answers, and the page where all of a kind wait."""

    check: Callable[[Any, Actor], None]
    page: str


KINDS: dict[type[Marked], Kind] = {
    Flag: Kind(flag.check_can_answer, "flags"),
    ClosingWords: Kind(flag.check_can_answer, "flags"),
    FirstWords: Kind(first_words.check_can_answer, "first-words"),
}


@action
def answer(*, marked: Marked, outcome: FlagOutcome, by: User) -> None:
    """Say what one does about it. The last answer stands; the audit keeps each, and so does the stream of a chat where
    it is in one. Raises: Refused."""
    log = Log([marked.message.conversation_id] if isinstance(marked, Flag) else [])
    held = _locked(marked)
    KINDS[type(held)].check(held, by)
    held.outcome, held.answered_by, held.answered_at = outcome, by, log.now
    held.save()
    if isinstance(held, Flag):
        log.append(held.owner.pk, Audience.STAFF, EventKind.ANSWERED, message=held.message_id)
    log.write()


@action
def tell(*, marked: Marked, step: int, by: Actor) -> bool:
    """Nobody has looked: write to those whom it is then for, where to look. Once for each step."""
    held = _locked(marked)
    if held.outcome or held.told >= step:
        return False
    page = KINDS[type(held)].page
    link = environment.base_url.rstrip("/") + reverse(page)
    for user in _whom(held.owner.team, step):
        letters.write(
            key=f"{page}:{held.pk}:{step}:{user.pk}", channel=Channel.EMAIL, address=user.email,
            words=MessageWords.URGENT, details={"link": link}, by=by,
        )  # fmt: skip
    held.told = step
    held.save()
    return True


def _locked(marked: M) -> M:
    """Nobody else answers it or tells of it meanwhile."""
    rows = type(marked).objects.select_for_update(of=("self",)).select_related(f"{marked.OWNER}__team")
    found: M = rows.get(pk=marked.pk)
    return found


def _whom(team: Team, step: int) -> list[User]:
    """Who is on duty; everybody who supervises where nobody is, and at the next step."""
    on_duty = [turn.user for turn in duty.on_duty(team)[:1]] if step == 1 else []
    return [user for user in on_duty or supervising(team) if user.email]
