from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.records import Record
from mhst.reporting.enums import UNDER_WAY, RevisionState
from mhst.reporting.models.publication import Publication


class Revision(Record, Recorded):
    """Somebody asked to have a published quarter worked out again, and what came of it."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="revisions", help_text="The edition that was out when it was asked."
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RevisionState, default=RevisionState.WAITING)
    ended_at = models.DateTimeField(null=True)
    made = models.ForeignKey(Publication, models.PROTECT, null=True, related_name="+", help_text="The new edition.")
    why_not = models.CharField(max_length=400, blank=True, default="", help_text="A sentence for those who publish.")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication"], condition=Q(state__in=UNDER_WAY), name="revision_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=RevisionState.MADE, made__isnull=False)
                | ~Q(state=RevisionState.MADE) & Q(made__isnull=True),
                name="revision_made_an_edition",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at__isnull=True)
                | ~Q(state__in=UNDER_WAY) & Q(ended_at__isnull=False),
                name="revision_ends_once",
            ),
        ]

    class Privacy:
        public = ["publication", "state", "ended_at", "made", "why_not"]
        personal = ["asked_by"]

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


class RevisionProgress(models.Model):
    """How far a worker is, for whoever waits: written every few seconds, so it is not recorded.

    `attempt` says whose it is: a worker that was taken for dead writes nothing any more once another has begun anew.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="progress")
    attempt = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0, help_text="How often the gate has gone through the groups.")
    settled = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField()

    objects: ClassVar[models.Manager["RevisionProgress"]] = models.Manager()

    class Privacy:
        public = ["revision", "attempt", "turn", "settled", "of", "told_at"]
