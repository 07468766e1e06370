"""How much one person may ask: a flood is slowed down whichever way it comes, a fast typist is not."""

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

    def wait(self, now: float, a_second: float, cost: float) -> float:
        """In how many seconds as much is allowed, if nothing else is asked."""
        return max(0.0, (cost - self._left) / a_second - (now - self._at))


class Buckets(dict[UUID, Bucket]):
    """One for each person, however many pages they have and whichever way these ask."""

    def __init__(self, most: float = 20.0) -> None:
        super().__init__()
        self._most = most

    def of(self, person: UUID, now: float) -> Bucket:
        bucket = self[person] = self.pop(person) if person in self else Bucket(now, self._most)
        if len(self) > MOST:
            del self[next(iter(self))]
        return bucket


_said = Buckets()
_lock = Lock()  # forms are read in threads of their own


def check_is_no_flood(participant: UUID) -> None:
    """What somebody says, on as many pages as they like, in this process. Raises: Refused."""
    now = time.monotonic()
    with _lock:
        is_taken = _said.of(participant, now).takes(now, environment.messages_a_minute / 60)
    if not is_taken:
        refuse("slow-down")
