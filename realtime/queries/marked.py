"""What is marked in somebody's words: with its words, for whom it is, and what of it nobody has answered."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from realtime.enums import FlagAbout, FlagKind, FlagSaid, Part
from realtime.models import ClosingWords, FirstWords, Flag, Marked, Participant

KINDS: tuple[type[Marked], ...] = (Flag, ClosingWords, FirstWords)
K = TypeVar("K", Flag, ClosingWords)
#: Nobody has looked for so long: the mark stands out. From then on see `actions.marked.TELLS`.
LATE_AFTER = dt.timedelta(seconds=60)


@dataclass(frozen=True)
class Rule:
    """Where some words stand, and the rule they fit, in words for people."""

    start: int
    end: int
    name: str


def rules_in(text: str) -> list[Rule]:
    """Of marks as `flag.as_text` keeps them."""
    return [Rule(one["start"], one["end"], _name(one["about"], one["said"])) for one in json.loads(text)]


def _name(about: str, said: str) -> str:
    return f"{FlagAbout(about).label}: {FlagSaid(said).label}"


def names_of(marks: list[Rule]) -> list[str]:
    return list(dict.fromkeys(mark.name for mark in marks))


def pieces(words: str, marks: list[Rule]) -> list[tuple[str, str]]:
    """The words cut where marks begin and end, each piece with the name of its rule; overlapping ones join."""
    cut, at = [], 0
    for mark in marks:
        if mark.end > at:
            cut += [(words[at : mark.start], ""), (words[max(at, mark.start) : mark.end], mark.name)]
            at = mark.end
    return [piece for piece in [*cut, (words[at:], "")] if piece[0]]


@dataclass(frozen=True)
class Shown(Generic[K]):
    """A mark of a chat beside its words, for whoever may read them."""

    kept: K
    pieces: list[tuple[str, str]]
    names: list[str]

    @property
    def is_checked(self) -> bool:
        return self.kept.kind == FlagKind.MARKED

    @property
    def is_late(self) -> bool:
        return not self.kept.outcome and clock.now() - self.kept.created_at > LATE_AFTER


def shown(kept: K, words: str, marks: list[Rule]) -> Shown[K]:
    return Shown(kept, pieces(words, marks), names_of(marks))


def visible(kind: type[K], viewer: User) -> Any:
    """Of conversations the viewer works in, and of teams where they supervise."""
    mine = Q(**{f"{kind.OWNER}__participants__in": working(viewer)})
    rows = kind.objects.within(viewer.reach(Permission.CONVERSATION_SUPERVISE)) | kind.objects.filter(mine)
    return rows.distinct().select_related(f"{kind.OWNER}__team", "answered_by")


def working(viewer: User) -> Any:
    """As what somebody works in conversations, as far as their roles still let them."""
    may = {Part.WORKER: Permission.CONVERSATION_COUNSEL, Part.MODERATOR: Permission.CONVERSATION_MODERATE}
    parts = [part for part, permission in may.items() if viewer.can(permission)]
    return Participant.objects.filter(user=viewer, left_at=None, part__in=parts)


def unanswered(older_than: dt.timedelta, told: int) -> list[Marked]:
    """Those that have waited so long, of which others were told less often than this."""
    late = {"created_at__lt": clock.now() - older_than, "told__lt": told}
    return [one for kind in KINDS for one in kind.objects.marked().filter(**late)]
