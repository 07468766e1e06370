"""What a page about a concern offers somebody: the yes and no of the rules."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.enums import ConcernEntryKind
from sessions_app.models import Concern
from sessions_app.queries.concern import Shown
from sessions_app.rules import concern as rules

ADDED = (ConcernEntryKind.NOTE, ConcernEntryKind.ACTION, ConcernEntryKind.CORRECTION, ConcernEntryKind.OUTCOME)


@dataclass(frozen=True)
class Buttons:
    answer: frozenset[UUID]  # the steps that this person may acknowledge
    close: bool
    why_not_close: str

    @classmethod
    def of(cls, shown: Shown, by: Actor) -> "Buttons":
        answer = frozenset(step.pk for step in shown.steps if step.user_id and not _refused(
            rules.check_can_acknowledge, step, by
        ))  # fmt: skip
        refused = _refused(rules.check_can_close, shown.concern, by)
        told = refused.message if refused and refused.code in {"own", "unanswered"} and shown.reads_all else ""
        return cls(answer, refused is None, told)


def kinds_to_add(concern: Concern, by: Actor) -> list[str]:
    """What this person may add. Raises: Refused when it is nothing."""
    allowed: list[str] = [kind for kind in ADDED if not _refused(rules.check_can_add, concern, kind, by)]
    if not allowed:
        rules.check_can_add(concern, ConcernEntryKind.NOTE, by)
    return allowed


def _refused(check: Callable[..., None], *given: object) -> Refused | None:
    try:
        check(*given)
    except Refused as refused:
        return refused
    return None
