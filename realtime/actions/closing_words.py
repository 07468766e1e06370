"""What a young person writes in the summary, the goal and "how was it" is looked through as it is saved, and answered.

Nothing else follows: it is kept and shown as it would be without.
"""

from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from realtime.actions.flag import TELLS, write_of
from realtime.enums import ClosingKind, FlagKind, FlagOutcome, Part
from realtime.models import ClosingWords
from realtime.queries import closing_words as queries
from realtime.queries.flag import as_text, marks_in
from realtime.queries.participant import Who
from realtime.rules import flag as rules


@action
def keep(*, who: Who, written_in: ClosingKind, words: str, by: Actor) -> ClosingWords | None:
    """Inside the transaction that saves them. None where nothing is marked, or these very words are kept already."""
    if who.part != Part.PERSON or not words.strip():
        return None
    marks, version = marks_in(words)
    if marks == ():
        return None
    before, key = queries.last(who.id, written_in), who.opened_key
    if before is not None and before.say(key, "words") == words:
        return None
    kept = ClosingWords(
        author_id=who.id, written_in=written_in, list_version=version,
        kind=FlagKind.NOT_CHECKED if marks is None else FlagKind.MARKED,
    )  # fmt: skip
    kept.put(key, words=words, marks=as_text(marks) if marks else "")
    kept.save()
    return kept


@action
def answer(*, words: ClosingWords, outcome: FlagOutcome, by: User) -> None:
    """Say what one does about them. The last answer stands; the audit keeps each. Raises: Refused."""
    rules.check_can_answer(words.author.conversation, by)
    held = ClosingWords.objects.select_for_update(of=("self",)).get(pk=words.pk)
    held.outcome, held.answered_by, held.answered_at = outcome, by, clock.now()
    held.save()


@action
def tell_late(*, by: Actor) -> None:
    """Of what nobody has looked at: write to those whom it is then for, once for each step."""
    for step, after in enumerate(TELLS, 1):
        for id in queries.unanswered(after, step):
            _tell(id, step, by)


def _tell(id: UUID, step: int, by: Actor) -> None:
    rows = ClosingWords.objects.select_for_update(of=("self",)).select_related("author__conversation__team")
    words = rows.get(pk=id)
    write_of(marked=words, team=words.author.conversation.team, page="flags", step=step, by=by)
