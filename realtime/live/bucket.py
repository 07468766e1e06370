"""How much one page may send: a flood is slowed down, a fast typist is not."""

from mhst.settings.environment import environment

AT_ONCE = 20.0


class Bucket:
    """Fills up as time passes; each message takes one."""

    __slots__ = ("_at", "_left")

    def __init__(self, now: float) -> None:
        self._left, self._at = AT_ONCE, now

    def takes(self, now: float) -> bool:
        """Whether one more is allowed now."""
        filled = self._left + (now - self._at) * environment.messages_a_minute / 60
        self._left, self._at = min(AT_ONCE, filled), now
        if self._left < 1:
            return False
        self._left -= 1
        return True
