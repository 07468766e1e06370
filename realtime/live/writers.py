"""Who writes just now, told to those who may know: asked of the database for all together, while more gathers."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from realtime.live.hub import Seat

if TYPE_CHECKING:
    from realtime.live.process import Process


class Writers:
    """Of one process. Whoever is signed out, or in the conversation no more, is shown to nobody as writing."""

    def __init__(self, process: "Process", tell: Callable[[Seat], None]) -> None:
        self._process, self._tell = process, tell
        self._writing: dict[Seat, None] = {}
        self._is_asking = False

    def add(self, seat: Seat) -> None:
        self._writing[seat] = None
        if not self._is_asking:
            self._is_asking = True
            self._process.later(self._ask())

    async def _ask(self) -> None:
        """Where the database is away nobody is shown to write: it is the first thing that is dropped."""
        try:
            while self._writing:
                seats, self._writing = list(self._writing), {}
                pages = await self._process.rounds.still_here({seat.page for seat in seats})
                for seat in seats:
                    if seat.page in pages and seat.page.seats.get(seat.conversation) is seat:
                        self._tell(seat)
        finally:
            self._is_asking = False
