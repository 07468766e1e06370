from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from sessions_app.enums import LONGEST_MINUTES, IndirectKind
from sessions_app.models.referral import Referral


class IndirectActivityQuerySet(RecordedQuerySet):
    def counted(self) -> Any:
        """Those that stand, and were done since the request came."""
        return self.filter(withdrawn_at__isnull=True, done_on__gte=models.F("referral__received_on"))


class IndirectActivity(Record, Recorded):
    """Work about a young person without them there (MHSDS MHS204). Never changed: a wrong one is withdrawn."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="indirect_activities")
    kind = models.CharField(max_length=8, choices=IndirectKind)
    done_on = models.DateField(default=clock.today)
    minutes = models.PositiveSmallIntegerField()
    what = EncryptedTextField(help_text="With whom, and what was agreed.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = EncryptedTextField(null=True)

    objects = IndirectActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_MINUTES)), name="indirect_activity_took_time"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) ^ Q(withdrawn_because__isnull=False),
                name="indirect_activity_withdrawn_for_a_reason",
            ),
        ]

    class Privacy:
        public = ["referral", "kind", "done_on", "minutes", "written_by", "withdrawn_at", "withdrawn_by"]
        clinical = ["what", "withdrawn_because"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
