"""The vault: who a young person under a nickname really is, apart from everything else that is known of them."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from realtime.enums import KnownBy
from realtime.models.participant import Participant

if TYPE_CHECKING:
    from mhst.core.reach import Reach

NOT_ANSWERED = Q(answered_by__isnull=True, answered_at__isnull=True, is_agreed=False, open_until__isnull=True)
ANSWERED = Q(answered_by__isnull=False, answered_at__isnull=False)
OPENED = Q(is_agreed=True, open_until__isnull=False) & ~Q(answered_by=F("asked_by"))
DECLINED = Q(is_agreed=False, open_until__isnull=True)


class IdentityQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(person__conversation__team__in=reach.teams)


class Identity(Record, Recorded):
    """Sealed by a key ring of its own, which opens nothing else; gone when the conversation is erased."""

    person = models.ForeignKey(Participant, models.PROTECT, related_name="identities")
    known_by = models.CharField(max_length=8, choices=KnownBy)
    words = EncryptedTextField(ring="vault", null=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at"]

    class Privacy:
        public = ["person", "known_by", "kept_by", "kept_at"]
        personal = ["words"]

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.person.conversation.team_id in reach.teams


class IdentityOpening(Record, Recorded):
    """One person asks with a reason, another answers; the two can read it for a while. Never changed afterwards.

    The young person is shown that it was opened, unless `not_told_because` says what telling them would put at risk.
    """

    identity = models.ForeignKey(Identity, models.PROTECT, related_name="openings", db_index=False)
    why = EncryptedTextField(ring="concern")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)
    open_until = models.DateTimeField(null=True)
    not_told_because = EncryptedTextField(ring="concern", null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["identity", "asked_at"], name="identity_opening_asked")]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"], condition=Q(answered_at__isnull=True), name="identity_asked_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=NOT_ANSWERED | (ANSWERED & (OPENED | DECLINED)), name="identity_opened_by_two"
            ),
        ]

    class Privacy:
        public = [
            "identity", "asked_by", "asked_at", "answered_by", "answered_at", "is_agreed", "open_until",
        ]  # fmt: skip
        clinical = ["why", "not_told_because"]
