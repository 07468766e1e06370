"""How much one page, or one person, may ask: a flood is slowed down, a fast typist is not."""


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
