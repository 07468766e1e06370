from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from sessions_app.enums import ReviewOutcome
from sessions_app.models.referral import Referral


class Review(Record, Recorded):
    """What was said and decided when they looked back together, half-way or at the end. Never changed."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="reviews")
    held_on = models.DateField(default=clock.today)
    with_parent = models.BooleanField(default=False)
    said = EncryptedTextField(help_text="What the young person says has changed, in their words.")
    outcome = models.CharField(max_length=12, choices=ReviewOutcome)
    why = EncryptedTextField(help_text="Why this was decided, and what comes next.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-created_at"]

    class Privacy:
        public = ["referral", "held_on", "with_parent", "written_by"]
        clinical = ["said", "outcome", "why"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
