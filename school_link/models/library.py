from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from school_link.enums import ConsultationTheme, ExcerptState
from school_link.models.consultation import Consultation

USER = settings.AUTH_USER_MODEL


class Excerpt(Record, Recorded):
    """Advice as others may read it, with nobody to be found in it.

    Both sides agree to these words, and a second reader lets them out: `shown` is what everybody finds, and before that
    words stay sealed. Either side takes it out again, with a reason.
    `version` counts the changes, so that nobody agrees to words that they have not read.
    """

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="excerpt")
    theme = models.CharField(max_length=14, choices=ConsultationTheme)
    state = models.CharField(max_length=8, choices=ExcerptState, default=ExcerptState.OFFERED)
    words = EncryptedTextField()
    version = models.PositiveIntegerField(default=1)
    school_agrees = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    specialist_agrees = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    read_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    shown = models.TextField(blank=True)
    removed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_because = EncryptedTextField(null=True)

    class Meta:
        ordering = ["-read_at"]
        indexes = [models.Index(fields=["state", "theme"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="offered") | Q(school_agrees__isnull=False, specialist_agrees__isnull=False),
                name="excerpt_agreed_by_both",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "agreed"], read_by__isnull=True, shown="")
                | Q(state__in=["kept_out", "removed"], read_by__isnull=False, shown="")
                | (Q(state="cleared", read_by__isnull=False) & ~Q(shown="")),
                name="excerpt_shown_when_read",
            ),
            models.CheckConstraint(
                condition=Q(state="removed", removed_by__isnull=False, removed_at__isnull=False)
                | (~Q(state="removed") & Q(removed_by__isnull=True, removed_at__isnull=True)),
                name="excerpt_removed_by_somebody",
            ),
        ]

    class Privacy:
        public = [
            "consultation", "theme", "state", "version", "school_agrees", "specialist_agrees", "read_by", "read_at",
            "shown", "removed_by", "removed_at",
        ]  # fmt: skip
        clinical = ["words", "removed_because"]
