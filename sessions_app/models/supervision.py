from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import Practitioner
from sessions_app.enums import SupervisionKind
from sessions_app.models.referral import Referral

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class SupervisionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those of practitioners in the teams reached."""
        return self if reach.everywhere else self.filter(practitioner__team__in=reach.teams)


class Supervision(Record, Recorded):
    """Time that a supervisor gave a practitioner. `learned` is about the practitioner, never about a young person."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="supervisions")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="supervisions_given")
    kind = models.CharField(max_length=16, choices=SupervisionKind)
    held_on = models.DateField(default=clock.today)
    minutes = models.PositiveSmallIntegerField(default=0)
    learned = EncryptedTextField(null=True)
    signed_by_supervisor_at = models.DateTimeField(null=True, blank=True)
    signed_by_practitioner_at = models.DateTimeField(null=True, blank=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by_practitioner_at__isnull=True) | Q(signed_by_supervisor_at__isnull=False),
                name="supervision_signed_in_order",
            ),
            models.CheckConstraint(
                condition=Q(signed_by_supervisor_at__isnull=True) | Q(minutes__gt=0),
                name="supervision_signed_with_its_time",
            ),
        ]
        indexes = [models.Index(fields=["practitioner", "kind", "held_on"])]

    class Privacy:
        public = [
            "practitioner", "supervisor", "kind", "held_on", "minutes", "signed_by_supervisor_at",
            "signed_by_practitioner_at",
        ]  # fmt: skip
        clinical = ["learned"]

    @property
    def is_case_management(self) -> bool:
        return self.kind == SupervisionKind.CASE_MANAGEMENT

    @property
    def is_open(self) -> bool:
        """Whether its supervisor still writes it."""
        return self.signed_by_supervisor_at is None

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.practitioner.team_id in reach.teams


class SupervisionDecision(Record, Recorded):
    """What was decided about one young person in case management: belongs to their record."""

    supervision = models.ForeignKey(Supervision, models.CASCADE, related_name="decisions")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="supervision_decisions")
    decision = EncryptedTextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["supervision", "referral"], name="supervision_decision_once"),
        ]

    class Privacy:
        public = ["supervision", "referral", "owner", "due_on", "done_on"]
        clinical = ["decision"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
