"""Where connected pages come in, beside the pages that Django serves."""

from typing import Any

from realtime.consumers.poll import poll
from realtime.consumers.socket import socket
from realtime.live import process

LIVE, POLL = "/conversations/live/", "/conversations/poll/"


class Conversations:
    """Takes what is for conversations; all else goes to `pages`. Begins this process's part with its first request,
    so that what a page writes is rung for also where nobody is connected yet."""

    def __init__(self, pages: Any) -> None:
        self.pages = pages

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        process.here()
        if scope["path"] == POLL:
            await poll(scope, receive, send)
        else:
            await self.pages(scope, receive, send)


async def sockets(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The one websocket there is."""
    if scope["path"] == LIVE:
        await socket(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close"})
