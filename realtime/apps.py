from typing import Any

from django.apps import AppConfig


class RealtimeApp(AppConfig):
    name = "realtime"
    label = "realtime"
    verbose_name = "Live conversation"

    def ready(self) -> None:
        from mhst.audit import looks
        from mhst.core import navigation, sweeps
        from mhst.core.crypto import ring, rotation
        from mhst.core.permissions import Permission
        from realtime import receivers  # noqa: F401  listens from now on
        from realtime.models import Conversation
        from realtime.models.conversation import place_of_key
        from realtime.tasks import tidy_queue

        def reseal(wrapped: Any, id: Any) -> bytes:
            return ring().reseal(bytes(wrapped), about=place_of_key(id))

        navigation.add(
            navigation.Entry("Counselling hours", "counselling-services", Permission.COUNSELLING_KEEP, order=90)
        )
        navigation.add(
            navigation.Entry("Left messages", "counselling-letters", Permission.CONVERSATION_COUNSEL, order=56)
        )
        sweeps.add(tidy_queue)
        looks.say({"conversation.open": "A conversation"})
        rotation.register(rotation.SealedColumn(Conversation, "key", reseal))
