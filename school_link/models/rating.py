from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from school_link.enums import Domain
from school_link.models.workshop import Attendee, Workshop


class Rating(Record, Recorded):
    """How one person sees one domain. Shown to nobody else before all have rated or the host reveals."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="ratings")
    domain = models.CharField(max_length=10, choices=Domain)
    level = models.PositiveSmallIntegerField()
    comment = EncryptedTextField()

    class Meta:
        ordering = ["attendee", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["attendee", "domain"], name="rating_once_a_domain"),
            models.CheckConstraint(condition=Q(level__gte=1), name="rating_from_one"),
        ]

    class Privacy:
        personal = ["attendee", "domain", "level", "comment"]


class AgreedRating(Record, Recorded):
    """What a workshop agreed on about one domain, and why."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="agreed")
    domain = models.CharField(max_length=10, choices=Domain)
    level = models.PositiveSmallIntegerField()
    reasons = EncryptedTextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["workshop", "domain"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "domain"], name="agreed_rating_once_a_domain"),
            models.CheckConstraint(condition=Q(level__gte=1), name="agreed_rating_from_one"),
        ]

    class Privacy:
        public = ["workshop", "domain", "level", "written_by"]
        personal = ["reasons"]
