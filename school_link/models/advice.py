from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from school_link.enums import AdviceKind, Side
from school_link.models.consultation import Consultation

USER = settings.AUTH_USER_MODEL


class AdviceText(Record, Recorded):
    """One part of the advice as somebody left it. Never changed or deleted: a later `number` takes its place. Its words
    go with what was asked, when that has had its time.

    `edition` is the consultation's from then on. `mid` is made by the page when save is pressed, so that what is sent
    twice is kept once.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="advice", db_index=False)
    kind = models.CharField(max_length=10, choices=AdviceKind)
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    words = EncryptedTextField(null=True)
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    mid = models.UUIDField()

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "kind", "number"], name="advice_text_number_once"),
            models.UniqueConstraint(fields=["consultation", "edition"], name="advice_text_edition_once"),
            models.UniqueConstraint(fields=["consultation", "author", "mid"], name="advice_text_sent_once"),
            models.CheckConstraint(condition=Q(number__gte=1, edition__gte=1), name="advice_text_from_one"),
        ]

    class Privacy:
        public = ["consultation", "kind", "number", "edition", "author", "mid"]
        clinical = ["words"]


class AdviceHold(models.Model):
    """Who writes a part just now. Renewed while their page is open; may be lost."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="holds", db_index=False)
    kind = models.CharField(max_length=10, choices=AdviceKind)
    holder = models.ForeignKey(USER, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "kind"], name="advice_hold_once")]

    class Privacy:
        public = ["consultation", "kind", "holder", "until"]


class Signature(Record, Recorded):
    """One side agrees to one edition of the advice, as they read it. Never changed or deleted."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="signatures", db_index=False)
    edition = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "edition", "side"], name="signature_once_a_side"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="signature_of_an_edition"),
        ]

    class Privacy:
        public = ["consultation", "edition", "side", "user"]
