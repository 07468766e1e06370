from django.db import models
from django.db.models import Q

from mhst.community.prescribing.enums import CameOf, Owner, StepState
from mhst.community.prescribing.models.referral import LinkReferral, OfReferral
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField


class Step(OfReferral):
    """One thing of the plan, and whose it is."""

    referral = models.ForeignKey(LinkReferral, models.CASCADE, related_name="steps")
    words = EncryptedTextField()
    owner = models.CharField(max_length=12, choices=Owner)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=StepState, default=StepState.TO_DO)

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["referral", "due_on", "state"]
        personal = ["owner"]
        clinical = ["words"]


class Introduction(OfReferral):
    """They were told of a service, or taken there; and what came of it."""

    referral = models.ForeignKey(LinkReferral, models.CASCADE, related_name="introductions")
    service = EncryptedTextField()
    on = models.DateField(default=clock.today)
    went_with = models.BooleanField(help_text="The link worker went with them.")
    came_of = models.CharField(max_length=10, choices=CameOf, default=CameOf.NOT_YET)
    words = EncryptedTextField(null=True)

    class Meta:
        ordering = ["on", "created_at"]

    class Privacy:
        public = ["referral", "on"]
        clinical = ["service", "went_with", "came_of", "words"]


class Review(OfReferral):
    """How it is after three, six and twelve months."""

    referral = models.ForeignKey(LinkReferral, models.CASCADE, related_name="reviews")
    month = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    words = EncryptedTextField(null=True)

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "month"], name="prescribing_review_once"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, words__isnull=True) | Q(held_on__isnull=False, words__isnull=False),
                name="prescribing_review_whole",
            ),
        ]

    class Privacy:
        public = ["referral", "month", "due_on", "held_on"]
        clinical = ["words"]

    @property
    def is_due(self) -> bool:
        return self.held_on is None and self.due_on <= clock.today()
