"""Who may offer advice to the library, agree to its words, and let it out."""

from typing import Any

from mhst.core.errors import Conflict, Refused
from school_link.enums import EXCERPT_MOVES, ConsultationState, ExcerptState, Side
from school_link.rules.consultation import check_advises, side_of
from school_link.rules.kept import check_is_not_forgotten

MOST = 3000
#: With agreed advice, where that was agreed before it ended by itself.
ADVISED = frozenset({ConsultationState.AGREED, ConsultationState.CLOSED, ConsultationState.LAPSED})


def check_offers(one: Any, by: Any) -> Side:
    """A lead of the school or a specialist of the desk, once advice was agreed. Raises: Refused."""
    side = side_of(one, by)
    if side is None or one.state not in ADVISED or one.agreed_at is None:
        raise Refused("Agreed advice is offered by those who asked and those who answered.", code="not-yours")
    check_is_not_forgotten(one)
    return side


#: Why nothing more is offered.
DECIDED = {
    ExcerptState.CLEARED: "This is in the library of advice already. Take it out if it should not be there.",
    ExcerptState.KEPT_OUT: "A second reader has kept this out of the library. It is not offered again.",
    ExcerptState.REMOVED: "This was taken out of the library. It is not offered again.",
}


def check_is_open(excerpt: Any) -> None:
    """Raises: Conflict once a second reader has decided about it."""
    if excerpt is not None and excerpt.state in DECIDED:
        raise Conflict(DECIDED[ExcerptState(excerpt.state)], code="decided")


def check_takes_out(one: Any, excerpt: Any, by: Any) -> None:
    """A lead of the school or a specialist of the desk, each by themselves: one doubt is enough. Raises: Refused,
    Conflict."""
    if side_of(one, by) is None:
        raise Refused("Advice is taken out by those who asked and those who answered.", code="not-yours")
    if excerpt is None or excerpt.state != ExcerptState.CLEARED:
        raise Conflict("This is not in the library.", code="not-in-library")


def check_because(because: str) -> None:
    """Raises: Refused."""
    if not because.strip():
        raise Refused("Say why, for whoever asks later.", code="reason", field="because")


def check_words(words: str) -> None:
    """Raises: Refused."""
    if not words.strip() or len(words) > MOST:
        raise Refused(f"Write something of {MOST} characters at most.", code="words", field="words")


def check_version(version: int, seen: int) -> None:
    """Nobody agrees to, or writes over, words that they have not read. Raises: Conflict."""
    if version != seen:
        raise Conflict("The words have changed since you read them. Read them as they stand now.", code="version")


def check_move(excerpt: Any, to: ExcerptState) -> None:
    """Raises: Conflict."""
    if to not in EXCERPT_MOVES[ExcerptState(excerpt.state)]:
        raise Conflict("Somebody has decided about this already.", code="decided")


def check_reads(excerpt: Any, by: Any, wrote: bool) -> None:
    """A specialist who had no part in it. Raises: Refused."""
    one = excerpt.consultation
    check_advises(one, by)
    had_part = {one.holder_id, excerpt.specialist_agrees_id, excerpt.school_agrees_id}
    if wrote or by.pk in had_part:
        raise Refused("A second reader is somebody who had no part in it.", code="own")
