from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from realtime.enums import EscalationStepKind
from realtime.models.conversation import Conversation
from realtime.models.participant import Participant

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class EscalationQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(conversation__team__in=reach.teams)

    def open(self) -> Any:
        """Those that somebody still has to see through."""
        return self.filter(closed_at=None)


class Escalation(Record, Recorded):
    """Somebody in a chat may be in danger: `about` one of those whom it is for, or nobody of them. Each has their own.
    Until every one is closed the chat cannot be ended.

    Its words are sealed with the ring of safeguarding concerns, not with the key of the chat: they stay when the chat
    is erased. `lead` is who was told by name.
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="escalations")
    about = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = EncryptedTextField(ring="concern")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_it_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Who said last: I am on it."
    )
    on_it_at = models.DateTimeField(null=True, blank=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "about"], condition=Q(closed_at__isnull=True), name="escalation_open_once_each"
            ),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(closed_at__isnull=True, about__isnull=True),
                name="escalation_open_once_about_nobody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="escalation_closed_by_somebody",
            ),
        ]

    class Privacy:
        public = [
            "conversation",
            "about",
            "raised_by",
            "raised_at",
            "lead",
            "closed_at",
            "closed_by",
            "on_it_by",
            "on_it_at",
        ]
        clinical = ["words"]

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.conversation.team_id in reach.teams


class EscalationStep(Record, Recorded):
    """One step of the checklist, done by somebody, in their words. Done once; never changed."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=EscalationStepKind)
    words = EncryptedTextField(ring="concern")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["done_at"]
        constraints = [models.UniqueConstraint(fields=["escalation", "kind"], name="escalation_step_once")]

    class Privacy:
        public = ["escalation", "kind", "done_by", "done_at"]
        clinical = ["words"]
