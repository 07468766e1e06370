from django.db import models

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.people.models import Practitioner


class CalendarFeed(Record, Recorded):
    """A secret address at which one practitioner's phone reads their timetable. Only its hash is kept."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    objects = RecordedQuerySet.as_manager()
    #: For `last_read_at` alone: a phone that asks every few minutes would bury the audit.
    polled = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner"], condition=models.Q(revoked_at__isnull=True), name="feed_one_alive"
            )
        ]

    class Privacy:
        public = ["revoked_at", "last_read_at"]
        personal = ["practitioner", "token_hash"]
