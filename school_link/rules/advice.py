"""Who may write a part of the advice, and when what is saved or signed counts."""

from typing import Any

from mhst.core import clock
from mhst.core.errors import Conflict, Refused
from school_link.enums import AdviceKind, Side
from school_link.rules.consultation import side_of
from school_link.rules.room import check_is_open

MOST = 6000
CHANGED = "Somebody has saved this part meanwhile. Their words stand above yours: put the two together, and save again."


def check_can_write(one: Any, is_let_in: bool) -> None:
    """Whoever is in the room, guests too. Raises: Refused."""
    check_is_open(one)
    if not is_let_in:
        raise Refused("The advice is written by those who are in the room.", code="not-named")


def check_kind(kind: str) -> AdviceKind:
    """Raises: Refused."""
    if kind not in AdviceKind.values:
        raise Refused("There is no such part.", code="part")
    return AdviceKind(kind)


def check_is_free(hold: Any, by: Any) -> None:
    """Raises: Conflict while somebody else writes it."""
    if hold is not None and hold.until > clock.now() and hold.holder_id != by.pk:
        raise Conflict(f"{hold.holder.name} writes this part just now.", code="held")


def check_is_newest(number: int, base: int) -> None:
    """Nobody writes over words that they have not seen. Raises: Conflict."""
    if number != base:
        raise Conflict(CHANGED, code="changed", number=number)


def check_words(words: str) -> None:
    """Raises: Refused."""
    if not words.strip():
        raise Refused("Write something first.", code="empty", field="words")
    if len(words) > MOST:
        raise Refused(f"Keep it under {MOST} characters: it is for both sides to act on.", code="long", field="words")


def check_same(words: str, before: str) -> None:
    """Raises: Conflict when the same press of the button carries other words."""
    if words != before:
        raise Conflict("This was saved before with other words. Save it again.", code="other-words")


def check_signs(one: Any, by: Any) -> Side:
    """Who asked, for the school; who answers, for the specialists: the room lets them in at any time, so also when they
    have not been there for long. Raises: Refused."""
    check_is_open(one)
    side = side_of(one, by)
    if side is None or by.pk not in {one.lead_id, one.holder_id}:
        raise Refused("Who asked and who answers sign, each for their side.", code="not-yours")
    return side


def may_sign(one: Any, by: Any, advice: Any) -> bool:
    """For the button: every part has words, and this side has not signed them yet."""
    try:
        side = check_signs(one, by)
    except Refused:
        return False
    return advice.is_whole and side not in advice.signatures


def check_read(one: Any, edition: int) -> None:
    """Raises: Conflict unless what they have read is what stands now."""
    if one.edition != edition:
        raise Conflict("The advice has changed since you read it. Read it as it stands now, then sign.", code="edition")


def check_is_whole(advice: Any) -> None:
    """Raises: Refused."""
    if not advice.is_whole:
        empty = ", ".join(part.kind.label for part in advice.parts if not part.words.strip())
        raise Refused(f"Still empty: {empty}.", code="incomplete")
