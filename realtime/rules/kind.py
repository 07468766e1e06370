"""Kinds of conversation: which parts there are, what each needs, and whose words everybody sees.

Apps above register theirs when they start: `kind.register(Kind("consultation", {...}))`.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mhst.access.roles import ROLES
from mhst.core.permissions import Permission
from realtime.enums import KEPT_AS, Part, RetentionKind

P = Permission


@dataclass(frozen=True)
class Kind:
    """`needs` has an entry for each part there is: the permission on the conversation that it takes, by role or by
    grant; None where being a participant is enough."""

    name: str
    needs: dict[Part, Permission | None]
    one_helps: bool = False  # of the staff only who is assigned writes to everybody, under the epoch of now
    lasts: dt.timedelta | None = None  # how long it is meant to last, from when somebody helps; nothing ends by it
    keeps_who_helps: bool = False  # who helps hands over or ends; they never just leave
    any_ends: bool = False  # nobody helps alone: any counsellor of the team may end it, and so may quiet days
    holds_posts: bool = False  # words of whom it is for wait for a moderator
    is_entered: bool = False  # followed only in a session that has entered it, by a page that asks who one is
    kept_as: RetentionKind | None = None  # for how long, once it is over; None where a class has the name of this kind
    page: str = ""  # the address by name, for the id of the conversation, of the only page that shows it to those in it

    @property
    def is_between_two(self) -> bool:
        """Between one young person and us, and ended where it is talked; others end with what they belong to."""
        return self.one_helps or self.any_ends


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Have conversations of this kind. Raises: ValueError when another has its name, or it is kept as nothing."""
    kept_as = kind.kept_as or RetentionKind(kind.name)
    if KINDS.setdefault(kind.name, kind) != kind:
        raise ValueError(f"there is another kind of conversation called {kind.name}")
    KEPT_AS[kind.name] = kept_as


def page_of(who: Any) -> str:
    """The name of the page that shows conversations of this kind instead of the one for all; nothing for most."""
    return KINDS[who.kind].page


def readers_of(kind: str) -> str:
    """Which roles of the staff may come to read a conversation of this kind, in words."""
    allowed = {permission for permission in KINDS[kind].needs.values() if permission is not None}
    roles = [role.in_words for role in ROLES.values() if role.permissions & allowed]
    return f"{', '.join(roles[:-1])} or {roles[-1]}" if len(roles) > 1 else "".join(roles)


ONE_TO_ONE = Kind(
    "one_to_one",
    {Part.PERSON: None, Part.WORKER: P.CONVERSATION_COUNSEL, Part.OBSERVER: P.CONVERSATION_SUPERVISE},
    one_helps=True,
)
#: A chat of the counselling service, which began with a visit to its queue.
CHAT = Kind("chat", ONE_TO_ONE.needs, one_helps=True, lasts=dt.timedelta(minutes=60), keeps_who_helps=True)
#: Messages between visits, which any counsellor of the team may answer.
LETTERS = Kind("letters", ONE_TO_ONE.needs, any_ends=True)
GROUP_ROOM = Kind(
    "group_room",
    {Part.PERSON: None, Part.MODERATOR: P.CONVERSATION_MODERATE},
    holds_posts=True,
    page="group-room-of",
)
for one in (ONE_TO_ONE, CHAT, LETTERS, GROUP_ROOM):
    register(one)
