"""How much one person, or one page, may ask: a flood is slowed down whichever way it comes, a fast typist is not."""

import time
from threading import Lock
from uuid import UUID

from mhst.settings.environment import environment
from realtime.rules import refuse

#: Of more people than that, those who have been silent for longest are forgotten: they may say as much as anybody.
MOST = 10_000


class Bucket:
    """Holds so much at most and fills up as time passes; what is asked takes from it."""

    __slots__ = ("_at", "_left", "_most")

    def __init__(self, now: float, most: float = 20.0) -> None:
        self._left = self._most = most
        self._at = now

    def takes(self, now: float, a_second: float, cost: float = 1.0) -> bool:
        """Whether as much is allowed now, where so much is allowed a second."""
        filled = self._left + (now - self._at) * a_second
        self._left, self._at = min(self._most, filled), now
        if self._left < cost:
            return False
        self._left -= cost
        return True


_said: dict[UUID, Bucket] = {}
_lock = Lock()  # forms are read in threads of their own


def check_is_no_flood(participant: UUID) -> None:
    """What somebody says, on as many pages as they like, in this process. Raises: Refused."""
    now = time.monotonic()
    with _lock:
        bucket = _said[participant] = _said.pop(participant) if participant in _said else Bucket(now)
        if len(_said) > MOST:
            del _said[next(iter(_said))]
        is_taken = bucket.takes(now, environment.messages_a_minute / 60)
    if not is_taken:
        refuse("slow-down")
