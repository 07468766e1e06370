from django.db import models

from mhst.core import clock
from realtime.enums import Decision, EventKind
from realtime.models.conversation import Stream
from realtime.models.message import Message
from realtime.models.participant import Participant


class Event(models.Model):
    """Something happened in a stream. Numbered without gaps, never changed, never deleted: see `guards`."""

    stream = models.ForeignKey(Stream, models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=8, help_text="Random; a cursor with another is of another stream.")
    kind = models.CharField(max_length=13, choices=EventKind)
    at = models.DateTimeField(default=clock.now)
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="events", db_index=False)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+", db_index=False)
    epoch = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=11, choices=Decision, blank=True)

    class Meta:
        ordering = ["stream", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="event_seq_once"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_seq_from_one"),
        ]

    class Privacy:
        public = ["stream", "seq", "mark", "kind", "at", "message", "participant", "epoch", "decision"]
