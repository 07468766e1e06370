from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import Indicator
from sessions_app.models.referral import Referral


class CarePlan(Record, Recorded):
    """What was agreed with the young person: the problem in their words, and what will be tried."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="plans")
    agreed_on = models.DateField(default=clock.today)
    agreed_with_parent = models.BooleanField(default=False)
    problem = EncryptedTextField(null=True, help_text="What is difficult, in the young person's words.")
    plan = EncryptedTextField()
    parent_helps_at_home = models.CharField(
        max_length=1, choices=Indicator, blank=True, help_text="Whether a parent or guardian looks after someone."
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-agreed_on", "-created_at"]

    class Privacy:
        public = ["referral", "agreed_on", "agreed_with_parent", "written_by"]
        clinical = ["problem", "plan", "parent_helps_at_home"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
