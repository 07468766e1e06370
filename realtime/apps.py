from typing import Any

from django.apps import AppConfig


class RealtimeApp(AppConfig):
    name = "realtime"
    label = "realtime"
    verbose_name = "Live conversation"

    def ready(self) -> None:
        from cms import asked, talking
        from mhst.audit import looks
        from mhst.core import navigation, sweeps
        from mhst.core.crypto import ring, rotation
        from mhst.core.permissions import Permission
        from realtime import receivers  # noqa: F401  listens from now on
        from realtime.models import Conversation, IdentityOpening, guards
        from realtime.models.conversation import place_of_key
        from realtime.queries import phrase, retention, visitor
        from realtime.queries.rota import has_counselling
        from realtime.tasks import tell_of_unread, tidy_queue

        def reseal(wrapped: Any, id: Any) -> bytes:
            return ring().reseal(bytes(wrapped), about=place_of_key(id))

        navigation.add(navigation.Entry("Your chats", "counselling-desk", Permission.CONVERSATION_COUNSEL, order=5))
        navigation.add(
            navigation.Entry("Chats now", "counselling-board", Permission.CONVERSATION_SUPERVISE, 85, has_counselling)
        )
        navigation.add(
            navigation.Entry(
                "Counselling hours", "counselling-services", Permission.COUNSELLING_KEEP, 90, has_counselling
            )
        )
        navigation.add(
            navigation.Entry("Left messages", "counselling-letters", Permission.CONVERSATION_COUNSEL, order=56)
        )
        talking.told_by(visitor.doors)
        asked.judged_by(phrase.is_marked)
        sweeps.add(tidy_queue)
        sweeps.add(tell_of_unread)
        looks.say(
            {
                "conversation.open": "A conversation",
                "flag.open": "Marked words in a conversation",
                "visit.words": "What somebody wrote before a chat",
                "conversation.summary": "What was kept of an earlier chat",
                "conversation.escalation": "What is done about somebody in danger",
                "conversation.feedback": "What somebody said after a chat",
                "identity.read": "Who somebody under a nickname is",
            }
        )
        works = (Permission.CONVERSATION_COUNSEL, Permission.CONVERSATION_MODERATE, Permission.CONVERSATION_SUPERVISE)
        rooms = (Permission.CONVERSATION_MODERATE, Permission.COUNSELLING_KEEP, Permission.CONVERSATION_COUNSEL)
        navigation.add(navigation.Entry("Group rooms", "group-rooms", rooms, order=64, only=has_counselling))
        navigation.add(navigation.Entry("Retention", "retention", Permission.CONVERSATION_ERASE, 95, retention.has_any))
        navigation.add(navigation.Entry("Marked words", "flags", works, 65, has_counselling))
        leads = (Permission.CONVERSATION_SUPERVISE, Permission.CONVERSATION_ERASE)
        navigation.add(
            navigation.Entry("Before chats", "first-words", Permission.CONVERSATION_SUPERVISE, 66, has_counselling)
        )
        navigation.add(navigation.Entry("After chats", "after-chats", leads, 87, has_counselling))
        navigation.add(
            navigation.Entry("Who they are", "identities", Permission.IDENTITY_OPEN, order=86, only=has_counselling)
        )
        rotation.guard([IdentityOpening], guards.OPENINGS.down)
        rotation.register(rotation.SealedColumn(Conversation, "key", reseal))
