from django.db import models

from mhst.community.prescribing.enums import REACHED, Outcome, Way
from mhst.community.prescribing.models.referral import LinkReferral, OfReferral
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField


class Attempt(OfReferral):
    """Somebody tried to reach them: when, how, and whether they did. Never changed."""

    referral = models.ForeignKey(LinkReferral, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    way = models.CharField(max_length=6, choices=Way)
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = EncryptedTextField(null=True)

    class Meta:
        ordering = ["at", "created_at"]

    class Privacy:
        public = ["referral", "at"]
        personal = ["way", "outcome"]
        clinical = ["note"]

    @property
    def reached(self) -> bool:
        return self.outcome in REACHED
