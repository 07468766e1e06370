"""What is done after a chat about what the young person said: it was cut short, or they want it deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from realtime.enums import FollowedUp, KeptBecause
from realtime.models.conversation import Conversation
from realtime.models.ending import Feedback


class FollowUp(Record, Recorded):
    """Somebody who leads has looked at a chat that was cut short, and what they did."""

    feedback = models.OneToOneField(Feedback, models.PROTECT, related_name="follow_up")
    what = models.CharField(max_length=7, choices=FollowedUp)
    words = EncryptedTextField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-done_at"]

    class Privacy:
        public = ["feedback", "what", "done_by", "done_at"]
        clinical = ["words"]


class DeletionDecision(Record, Recorded):
    """What became of a young person's wish to have a chat deleted, with a reason that they can read."""

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="deletion_decision")
    is_granted = models.BooleanField()
    kept_because = models.CharField(max_length=12, choices=KeptBecause, blank=True)
    words = EncryptedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_granted=True, kept_because="") | (Q(is_granted=False) & ~Q(kept_because="")),
                name="deletion_granted_or_kept",
            )
        ]

    class Privacy:
        public = ["conversation", "is_granted", "kept_because", "decided_by", "decided_at"]
        clinical = ["words"]
