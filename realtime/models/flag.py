from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from mhst.audit.models import RecordedQuerySet
from mhst.core.crypto import envelope
from realtime.enums import FlagKind
from realtime.models.marked import Marked
from realtime.models.message import Message

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class FlagQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(message__conversation__team__in=reach.teams)

    def open(self) -> Any:
        """Those that nobody has answered."""
        return self.filter(outcome="")


class Flag(Marked):
    """Words in one message that a person should look at, or that nothing could check.

    `marks` says where the words stand and which rule they fit, sealed for the conversation as the words are.
    """

    message = models.OneToOneField(Message, models.PROTECT, related_name="flag")
    kind = models.CharField(max_length=11, choices=FlagKind)
    marks = envelope.EnvelopeField(null=True)

    objects = FlagQuerySet.as_manager()

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
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
