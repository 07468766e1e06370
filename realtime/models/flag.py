from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.crypto import envelope
from mhst.core.records import Record
from realtime.enums import FlagKind, FlagOutcome
from realtime.models.message import Message

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class FlagQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(message__conversation__team__in=reach.teams)

    def open(self) -> Any:
        """Those that nobody has answered."""
        return self.filter(outcome="")


class Flag(Record, Recorded):
    """Words in one message that a person should look at, or that nothing could check. Asks for an answer, no more.

    `marks` says where the words stand and which rule they fit, sealed for the conversation as the words are. Nothing
    here is about whoever wrote it: no level, no score, no count.
    """

    message = models.OneToOneField(Message, models.PROTECT, related_name="flag")
    kind = models.CharField(max_length=11, choices=FlagKind)
    marks = envelope.EnvelopeField(null=True)
    list_version = models.CharField(max_length=8, help_text="Names the list of phrases that was used.")
    outcome = models.CharField(max_length=11, choices=FlagOutcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told = models.PositiveSmallIntegerField(default=0, help_text="How often others were told that nobody had looked.")

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="flag_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind=FlagKind.MARKED, marks__isnull=False)
                | Q(kind=FlagKind.NOT_CHECKED, marks__isnull=True),
                name="flag_has_marks_unless_not_checked",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="flag_waits_for_answer")]

    class Privacy:
        public = ["message", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "marks"]

    def is_within(self, reach: "Reach") -> bool:
        return self.message.conversation.is_within(reach)
