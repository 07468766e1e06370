from django.db import models
from django.db.models import Q

from mhst.core.crypto import envelope
from realtime.enums import FlagKind
from realtime.models.marked import Marked, marks_unless_not_checked
from realtime.models.message import Message


class Flag(Marked):
    """Words in one message that a person should look at, or that nothing could check.

    `marks` says where the words stand and which rule they fit, sealed for the conversation as the words are.
    """

    OWNER = "message__conversation"

    message = models.OneToOneField(Message, models.PROTECT, related_name="flag")
    kind = models.CharField(max_length=11, choices=FlagKind)
    marks = envelope.EnvelopeField(null=True)

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            marks_unless_not_checked("flag_has_marks_unless_not_checked"),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="flag_waits_for_answer")]

    class Privacy:
        public = ["message", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "marks"]
