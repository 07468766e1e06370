"""What a young person writes in the summary, the goal and "how was it" is looked through as it is saved.

Nothing else follows: it is kept and shown as it would be without.
"""

from mhst.audit.recording import action
from mhst.core.actors import Actor
from realtime.enums import ClosingKind, FlagKind, Part
from realtime.models import ClosingWords
from realtime.queries import closing_words as queries
from realtime.queries.flag import as_text, marks_in
from realtime.queries.participant import Who


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
