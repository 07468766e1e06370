from django.db import models

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import Relationship
from mhst.people.models.young_person import YoungPerson


class ParentOrGuardian(Record, Recorded):
    """Somebody who holds, or may hold, parental responsibility for one young person."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="parents_and_guardians")
    name = models.CharField(max_length=160)
    relationship = models.CharField(max_length=16, choices=Relationship)
    has_parental_responsibility = models.BooleanField(default=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    may_be_contacted = models.BooleanField(
        default=False, help_text="Off until the young person agrees or law requires."
    )
    safe_contact = EncryptedTextField(null=True, help_text="How and when contact is safe.")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parents and guardians"

    class Privacy:
        personal = [
            "young_person", "name", "relationship", "has_parental_responsibility", "email", "phone",
            "may_be_contacted",
        ]  # fmt: skip
        clinical = ["safe_contact"]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)
