"""The channel layer, as a doorbell: numbers of streams and their heads to and from the other processes, never words.

It may lose anything at any time: rounds find out. Without Redis the layer reaches this process only, whose pages are
told without it: then nothing is passed on, since a bell in memory would cost as much as serving a reader.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

GROUP = "conversations"
AGAIN, PATIENCE = 1.0, 5.0
log = logging.getLogger(__name__)

Told = dict[str, Any]


class Doorbell:
    """One listener and one sender for all pages of a process."""

    def __init__(self, heard: Callable[[Told], None]) -> None:
        self._heard = heard
        self._heads: dict[int, int] = {}
        self._others: list[Told] = []
        self._bell = asyncio.Event()
        self._is_away = False
        self.is_alone = isinstance(get_channel_layer(), InMemoryChannelLayer)

    def ring(self, heads: dict[int, int]) -> None:
        """Pass these on; what was not yet passed on goes with them."""
        if self.is_alone:
            return
        for stream, head in heads.items():
            self._heads[stream] = max(head, self._heads.get(stream, 0))
        self._bell.set()

    def say(self, told: Told) -> None:
        """Pass on what only matters now; dropped when there is too much of it."""
        if not self.is_alone and len(self._others) < 200:
            self._others.append(told)
            self._bell.set()

    async def listen(self) -> None:
        """Hear the others, for ever."""
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                while True:
                    self._heard(await layer.receive(channel))
            except Exception as error:
                self._note(error)
                await asyncio.sleep(AGAIN)

    async def send(self) -> None:
        """Pass on what there is, for ever."""
        layer = get_channel_layer()
        while True:
            await self._bell.wait()
            self._bell.clear()
            heads, self._heads = self._heads, {}
            others, self._others = self._others, []
            told = {"type": "rung", "heads": {str(stream): head for stream, head in heads.items()}, "others": others}
            try:
                async with asyncio.timeout(PATIENCE):
                    await layer.group_send(GROUP, told)
                self._is_away = False
            except Exception as error:
                self._note(error)

    def _note(self, error: Exception) -> None:
        """Once for each time it goes away: what follows is slower by a sweep, and whole."""
        if not self._is_away:
            log.warning("The doorbell is away, so each process sweeps: %s", error)
        self._is_away = True
