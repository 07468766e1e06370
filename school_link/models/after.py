from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import YoungPerson
from school_link.enums import NamedBecause, WhatHappened
from school_link.models.consultation import Consultation

USER = settings.AUTH_USER_MODEL


class Naming(Record, Recorded):
    """Who a consultation was about, once that may be said; `words` say who agreed and how, or what the danger is.

    `request` is the request for support that came of it, with what had been written; `earlier` are those that another
    lead had begun from it and not sent.
    """

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="naming")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="consultations")
    because = models.CharField(max_length=12, choices=NamedBecause)
    words = EncryptedTextField()
    named_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    request = models.OneToOneField("sessions_app.RequestForSupport", models.SET_NULL, null=True, related_name="+")
    earlier = models.ManyToManyField("sessions_app.RequestForSupport", related_name="+")

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["consultation", "because", "named_by", "request", "earlier"]
        personal = ["young_person"]
        clinical = ["words"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)


class WrongNaming(Record, Recorded):
    """It was not who it was said to be. Nothing here leads to whoever that was: only the audit trail knows."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="wrong_namings")
    named_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    because = EncryptedTextField()
    said_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["consultation", "named_by", "said_by"]
        clinical = ["because"]


class FollowUp(Record, Recorded):
    """What happened after the advice, as the school says; told before it is asked for, it is told again then."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="follow_up")
    outcome = models.CharField(max_length=12, choices=WhatHappened)
    words = EncryptedTextField(null=True)
    told_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["consultation", "outcome", "told_by", "told_at"]
        clinical = ["words"]

    @property
    def version(self) -> str:
        """Which telling it is, for a page that was open meanwhile."""
        return self.told_at.isoformat()
