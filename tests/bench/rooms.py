"""What the conversation is measured against: two members a room, nothing kept and nobody asked who they are."""

import json
from collections import defaultdict
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.urls import re_path

_rooms: dict[str, set[Any]] = defaultdict(set)


async def bare(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Each frame to everybody in the room, by plain ASGI."""
    if scope["type"] != "websocket":
        return await _well(send)
    await receive()
    await send({"type": "websocket.accept"})
    room = _rooms[scope["path"]]
    room.add(send)
    while (event := await receive())["type"] == "websocket.receive":
        text = json.dumps(json.loads(event["text"]))
        for other in room:
            await other({"type": "websocket.send", "text": text})
    return room.discard(send)


class Room(AsyncWebsocketConsumer):
    """The chat room of Channels' tutorial."""

    async def connect(self) -> None:
        self.group = "chat_" + self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data: str) -> None:
        message = json.loads(text_data)
        await self.channel_layer.group_send(self.group, {"type": "chat.message", "message": message})

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(event["message"]))


_tutorial = URLRouter([re_path(r"^(?P<room>\w+)/?$", Room.as_asgi())])


async def stock(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The tutorial's room, with the layer in memory."""
    if scope["type"] != "websocket":
        return await _well(send)
    return await _tutorial(scope, receive, send)


async def _well(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})
