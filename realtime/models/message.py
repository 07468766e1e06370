from uuid import UUID

from django.db import models
from django.db.models import Q

from mhst.core.crypto import KeyRing, envelope
from mhst.core.records import Record
from realtime.enums import Audience, MessageState, PostReason
from realtime.models.conversation import Conversation
from realtime.models.participant import Participant


def place_of(id: UUID, column: str) -> str:
    """The associated data of some words."""
    return f"realtime_message.{column}.{id}"


def sealed(key: KeyRing, id: UUID, column: str, words: str, nonce: bytes = b"") -> bytes:
    return key.seal(words.encode(), about=place_of(id, column), nonce=nonce)


def opened(key: KeyRing, id: UUID, column: str, value: bytes) -> str:
    """Raises: CannotOpen."""
    return key.open(bytes(value), about=place_of(id, column)).decode()


class Message(Record):
    """Somebody's words, sealed for their conversation. `changed` is what a moderator made of them; `word` is theirs.

    Not recorded one by one in the audit: the stream in which it stands cannot be changed (`guards`).
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages", db_index=False)
    author = models.ForeignKey(Participant, models.PROTECT, related_name="messages", db_index=False)
    mid = models.UUIDField()
    audience = models.CharField(max_length=5, choices=Audience)
    state = models.CharField(max_length=13, choices=MessageState)
    body = envelope.EnvelopeField()
    changed = envelope.EnvelopeField(null=True)
    word = envelope.EnvelopeField(null=True)
    has_second = models.BooleanField(default=False, help_text="A moderator asked for a second opinion.")
    reason = models.CharField(max_length=11, choices=PostReason, blank=True, default="", db_default="")
    checked_at = models.DateTimeField(null=True, help_text="When it was looked through for danger words.")
    second_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "author", "mid"], name="message_once_for_ever"),
            models.CheckConstraint(condition=~Q(audience=Audience.MINE), name="message_to_several"),
        ]
        indexes = [
            models.Index(
                fields=["conversation"], condition=Q(state=MessageState.HELD), name="message_waits_for_moderator"
            ),
            models.Index(fields=["created_at"], condition=Q(checked_at__isnull=True), name="message_waits_for_check"),
        ]

    class Privacy:
        public = [
            "conversation",
            "author",
            "mid",
            "audience",
            "state",
            "has_second",
            "reason",
            "checked_at",
            "second_by",
        ]
        clinical = ["body", "changed", "word"]
