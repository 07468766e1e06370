from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.crypto import KeyRing, envelope
from mhst.core.records import Record
from mhst.places.models import Team
from realtime.enums import Audience, ConversationState

if TYPE_CHECKING:
    from uuid import UUID

    from mhst.core.reach import Reach


def place_of_key(id: "UUID") -> str:
    """The associated data of a conversation's key."""
    return f"realtime_conversation.key.{id}"


class ConversationQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)


class Conversation(Record, Recorded):
    """People who write to each other. Belongs to the team that answers for it.

    `key` opens every word in it; erasing it is erasing them. `epoch` counts who has helped: whoever writes as the one
    who helps names it, so that a page left open after a hand-over cannot.
    """

    kind = models.CharField(max_length=24, help_text="One of `rules.kind`: who may take part, and how.")
    team = models.ForeignKey(Team, models.PROTECT, related_name="conversations")
    state = models.CharField(max_length=8, choices=ConversationState, default=ConversationState.OPEN)
    key = envelope.WrappedKeyField()
    epoch = models.PositiveIntegerField(default=0)
    helps = models.ForeignKey("Participant", models.PROTECT, null=True, related_name="+", db_index=False)
    goodbye = models.ForeignKey(
        "Participant", models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="Who helped before a hand-over and is still there to say goodbye; leads no more.",
    )  # fmt: skip
    read_before = models.PositiveBigIntegerField(
        default=0, help_text="How far in the open stream those had read who helped before."
    )
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="Until when it is meant to last. Nothing ends by it."
    )
    deletion_asked_at = models.DateTimeField(null=True, blank=True, help_text="When whom it is for asked for it.")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["team", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ConversationState.ERASED, key__isnull=True)
                | (~Q(state=ConversationState.ERASED) & Q(key__isnull=False)),
                name="conversation_has_its_key_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(state=ConversationState.OPEN, ended_at__isnull=True)
                | (~Q(state=ConversationState.OPEN) & Q(ended_at__isnull=False)),
                name="conversation_ended_at_a_time",
            ),
        ]

    class Privacy:
        public = [
            "kind", "team", "state", "epoch", "helps", "goodbye", "read_before", "ends_at", "ended_at",
            "deletion_asked_at",
        ]  # fmt: skip
        personal = ["key"]

    @property
    def opened_key(self) -> KeyRing:
        """What opens its words. Raises: CannotOpen."""
        return envelope.opened(bytes(self.key), about=place_of_key(self.pk))

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class Stream(models.Model):
    """What one audience is told, in order. `head` is the number of the last event; its row is what writers lock."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="streams")
    audience = models.CharField(max_length=5, choices=Audience)
    participant = models.ForeignKey("Participant", models.PROTECT, null=True, related_name="streams", db_index=False)
    head = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "audience"], condition=Q(participant__isnull=True), name="stream_once"
            ),
            models.UniqueConstraint(
                fields=["conversation", "participant"], condition=Q(participant__isnull=False), name="stream_once_each"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.MINE, participant__isnull=False)
                | (~Q(audience=Audience.MINE) & Q(participant__isnull=True)),
                name="stream_of_one_person_or_of_all",
            ),
        ]

    class Privacy:
        public = ["conversation", "audience", "participant", "head"]
