from typing import Any

from django.apps import AppConfig


class RealtimeApp(AppConfig):
    name = "realtime"
    label = "realtime"
    verbose_name = "Live conversation"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core.crypto import ring, rotation
        from realtime import receivers  # noqa: F401  listens from now on
        from realtime.models import Conversation
        from realtime.models.conversation import place_of_key

        def reseal(wrapped: Any, id: Any) -> bytes:
            return ring().reseal(bytes(wrapped), about=place_of_key(id))

        looks.say({"conversation.open": "A conversation"})
        rotation.register(rotation.SealedColumn(Conversation, "key", reseal))
