from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record
from realtime.enums import Part, Pause
from realtime.models.conversation import Conversation


class Participant(Record, Recorded):
    """Somebody in one conversation, under the name the others see. Coming back, they are the same participant."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="participants", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations")
    part = models.CharField(max_length=9, choices=Part)
    name = models.CharField(max_length=60)
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    pause = models.CharField(max_length=9, choices=Pause, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="participant_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="participant_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(pause="", paused_at__isnull=True)
                | (~models.Q(pause="") & models.Q(paused_at__isnull=False)),
                name="participant_paused_at_a_time",
            ),
        ]

    class Privacy:
        public = ["conversation", "part", "joined_at", "left_at", "pause", "paused_at"]
        personal = ["user", "name"]

    @property
    def is_staff(self) -> bool:
        return self.part != Part.PERSON


class Lease(models.Model):
    """How long somebody counts as here, and how far they have read. Renewed while they are connected; may be lost."""

    participant = models.OneToOneField(Participant, models.CASCADE, primary_key=True, related_name="lease")
    here_until = models.DateTimeField(null=True)
    read_seq = models.PositiveBigIntegerField(default=0)

    class Privacy:
        public = ["participant", "here_until", "read_seq"]
