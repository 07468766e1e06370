"""What the conversation is measured against: two members a room, nothing kept and nobody asked who they are."""

import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.conf import settings
from django.urls import re_path

from mhst.settings.environment import environment

#: As the tutorial has it.
LAYER = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [environment.redis_url]}}
Scope = dict[str, Any]
_rooms: dict[str, set[Any]] = defaultdict(set)


async def bare(scope: Scope, receive: Any, send: Any) -> None:
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


class RedisRoom(Room):
    """The same over Redis, as the tutorial has it and several processes need it."""

    channel_layer_alias = "tutorial"


def _serving(room: type[Room]) -> Callable[[Scope, Any, Any], Awaitable[None]]:
    rooms = URLRouter([re_path(r"^(?P<room>\w+)/?$", room.as_asgi())])

    async def application(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return await _well(send)
        return await rooms(scope, receive, send)

    return application


settings.CHANNEL_LAYERS["tutorial"] = LAYER
stock, stock_redis = _serving(Room), _serving(RedisRoom)


async def _well(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})
