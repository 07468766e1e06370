import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import ConsentAnswer, ConsentBasis, ConsentKind, ConsentMethod, WithdrawnBecause
from mhst.people.models.parent_or_guardian import ParentOrGuardian
from mhst.people.models.young_person import YoungPerson


class ConsentDecision(Record, Recorded):
    """One person's answer to one question on one day. Never edited: it is withdrawn, or another follows.

    `parent` is the giver; without one the young person is. A Gillick consent holds on the day it was decided,
    or until `expires_on` if the practitioner said that the decision covers a course until then.
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="consent_decisions")
    kind = models.CharField(max_length=20, choices=ConsentKind)
    answer = models.CharField(max_length=8, choices=ConsentAnswer)
    basis = models.CharField(max_length=10, choices=ConsentBasis)
    parent = models.ForeignKey(
        ParentOrGuardian, models.PROTECT, null=True, blank=True, related_name="consent_decisions"
    )
    method = models.CharField(max_length=10, choices=ConsentMethod)
    wording_version = models.CharField(max_length=20)
    decided_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    assessment = EncryptedTextField(null=True, help_text="Gillick: what was asked and understood, and where.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=12, choices=WithdrawnBecause, blank=True)
    withdrawn_reason = EncryptedTextField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-decided_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=ConsentBasis.PARENTAL, parent__isnull=False)
                | (~Q(basis=ConsentBasis.PARENTAL) & Q(parent__isnull=True)),
                name="consent_giver_fits_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("decided_on")),
                name="consent_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(withdrawn_because=""),
                name="consent_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["young_person", "kind"])]

    class Privacy:
        personal = [
            "young_person", "kind", "answer", "basis", "parent", "method", "wording_version", "decided_on",
            "expires_on", "withdrawn_at", "withdrawn_because", "recorded_by",
        ]  # fmt: skip
        clinical = ["assessment", "withdrawn_reason"]

    @property
    def giver(self) -> str:
        """Who decided, in words."""
        return self.parent.name if self.parent else f"The young person ({self.get_basis_display()})"

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which a consent holds; None while it has no end. A refusal has none.

        Gillick competence is judged for one decision on one day; it reaches further only where that was said.
        """
        if self.answer == ConsentAnswer.REFUSED:
            return None
        return self.expires_on or (self.decided_on if self.basis == ConsentBasis.GILLICK else None)

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)
