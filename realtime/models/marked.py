"""What a program marked in somebody's words, and what the person who has looked at it does about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.records import Record
from realtime.enums import FlagOutcome


class Marked(Record, Recorded):
    """Asks for a person's answer, no more. Nothing in it is about whoever wrote the words: no level, score or count."""

    list_version = models.CharField(max_length=8, blank=True, help_text="Names the list of phrases that was used.")
    outcome = models.CharField(max_length=11, choices=FlagOutcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    told = models.PositiveSmallIntegerField(default=0, help_text="How often others were told that nobody had looked.")

    class Meta:
        abstract = True
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="%(class)s_answered_by_somebody",
            )
        ]
