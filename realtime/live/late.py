"""What a page follows and what could not be opened: when each of it is tried again, and how often it is told of."""

import math
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from realtime.protocol.asked import Talk

#: Where the database was away it is back soon: tried again after so many seconds, spread.
AGAIN = 2.0, 6.0
#: What cannot be opened may never be: at a random time of a stretch that doubles from the first to the last of these.
FIRST, LONGEST = 4.0, 64.0
#: The same about the same conversation is written into the log once in so many seconds; and no more than so many are
#: remembered.
SAID_EVERY, MOST = 300.0, 1000


@dataclass
class Waiting:
    talk: Talk
    tries: int = 0
    at: float = 0.0


class Late:
    """Of one page."""

    def __init__(self) -> None:
        self._of: dict[UUID, Waiting] = {}

    def __contains__(self, conversation: UUID) -> bool:
        return conversation in self._of

    @property
    def next_at(self) -> float:
        return min((one.at for one in self._of.values()), default=math.inf)

    def due(self, now: float) -> list[Talk]:
        return [one.talk for one in self._of.values() if one.at <= now]

    def add(self, talk: Talk, now: float, *, is_passing: bool) -> None:
        """It could not be opened, once more."""
        one = self._of.setdefault(talk.conversation, Waiting(talk))
        one.talk = talk
        if is_passing:
            one.at = now + random.uniform(*AGAIN)  # noqa: S311 only spreads
        else:
            one.at = now + random.uniform(0, min(LONGEST, FIRST * 2**one.tries))  # noqa: S311 only spreads
            one.tries = min(one.tries + 1, 10)

    def done(self, conversation: UUID) -> None:
        self._of.pop(conversation, None)

    def keep(self, conversations: Iterable[UUID]) -> None:
        """The page follows these from now on: of what it knew, these go on waiting for longer and longer."""
        wanted = set(conversations)
        self._of = {id: one for id, one in self._of.items() if id in wanted}


class Seldom:
    """What is said once in a while, however often it happens."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said: dict[object, float] = {}

    def is_due(self, about: object) -> bool:
        """Whether it is to be said now; if so, it counts as said."""
        now = self._clock()
        if now - self._said.get(about, -math.inf) < SAID_EVERY:
            return False
        self._said.pop(about, None)
        self._said[about] = now
        while len(self._said) > MOST:
            del self._said[next(iter(self._said))]
        return True
