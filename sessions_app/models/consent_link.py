from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import ConsentAnswer, Relationship
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.places.models import School
from sessions_app.enums import OPEN_STATES, LinkStanding
from sessions_app.models.referral import Referral

if TYPE_CHECKING:
    from mhst.core.reach import Reach

#: So often may a birth date be wrong before the link closes.
MOST_TRIES = 5


class ConsentLink(Record, Recorded):
    """One parent or guardian may answer once, on their own phone, without an account. Only the hash is kept."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="consent_links")
    parent = models.ForeignKey(ParentOrGuardian, models.CASCADE, related_name="consent_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    not_theirs = models.BooleanField(default=False, help_text="It was sent back: somebody else decides.")
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="consent_link_expires_later")
        ]

    class Privacy:
        public = [
            "referral", "token_hash", "made_by", "expires_at", "opened_at", "used_at", "revoked_at", "not_theirs",
            "wrong_tries",
        ]  # fmt: skip
        personal = ["parent"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id

    @property
    def standing(self) -> LinkStanding:
        """What whoever opens it now meets. An end that somebody made counts before one that time made."""
        if self.used_at:
            return LinkStanding.NOT_THEIRS if self.not_theirs else LinkStanding.ANSWERED
        if self.revoked_at:
            return LinkStanding.REVOKED
        if self.wrong_tries >= MOST_TRIES:
            return LinkStanding.LOCKED
        if not self._is_needed:
            return LinkStanding.NOT_NEEDED
        return LinkStanding.LIVE if clock.now() < self.expires_at else LinkStanding.EXPIRED

    @property
    def tries_left(self) -> int:
        return MOST_TRIES - self.wrong_tries

    @property
    def is_live(self) -> bool:
        return self.standing == LinkStanding.LIVE

    @property
    def _is_needed(self) -> bool:
        """Not once the referral is over, the young person is 16, or this parent no longer decides."""
        return (
            self.referral.state in OPEN_STATES
            and clock.today() < self.parent.young_person.sixteen_on
            and self.parent.has_parental_responsibility
        )


class UnmatchedConsentQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those that name a school reached."""
        return self if reach.everywhere else self.filter(school__in=reach.schools)

    def unsettled(self) -> Any:
        return self.filter(settled_at__isnull=True)


class UnmatchedConsent(Record, Recorded):
    """A parent's answer that came without a link, for somebody the team has yet to find. A person matches it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="unmatched_consents")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    birth_date = models.DateField()
    parent_name = models.CharField(max_length=160)
    relationship = models.CharField(max_length=16, choices=Relationship)
    has_parental_responsibility = models.BooleanField()
    contact = EncryptedTextField(null=True)
    answer = models.CharField(max_length=8, choices=ConsentAnswer, help_text="To being seen.")
    school_answer = models.CharField(max_length=8, choices=ConsentAnswer, help_text="To sharing with the school.")
    wording_version = models.CharField(max_length=20)
    arrived_at = models.DateTimeField(default=clock.now)
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, null=True, blank=True, related_name="+", help_text="Whom a person found it to be."
    )
    matched_to = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="matched_consents")
    confirmed_despite = models.CharField(
        max_length=40, blank=True, help_text="What differed from the record when somebody confirmed who it is about."
    )
    set_aside_because = EncryptedTextField(null=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = UnmatchedConsentQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, young_person__isnull=True, set_aside_because__isnull=True)
                | Q(settled_at__isnull=False, young_person__isnull=False, set_aside_because__isnull=True)
                | Q(settled_at__isnull=False, young_person__isnull=True, set_aside_because__isnull=False),
                name="unmatched_consent_settled_one_way",
            )
        ]

    class Privacy:
        public = ["school", "arrived_at", "settled_at", "settled_by", "wording_version"]
        personal = [
            "given_name", "family_name", "birth_date", "parent_name", "relationship", "has_parental_responsibility",
            "answer", "school_answer", "young_person", "matched_to", "confirmed_despite",
        ]  # fmt: skip
        clinical = ["contact", "set_aside_because"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.school_id in reach.schools
