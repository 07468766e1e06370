from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from sessions_app.enums import NEVER_SENT, LetterKind, LetterState, LetterTo, LetterWay, LinkStanding
from sessions_app.models.consent_link import MOST_TRIES
from sessions_app.models.message import ContactPreference, Message
from sessions_app.models.referral import Referral


class Letter(Record, Recorded):
    """Words for one reader. It is looked at before it goes, and then never changes: `guards` keeps it so."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind)
    to = models.CharField(max_length=12, choices=LetterTo)
    addressee = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.DRAFT)
    body = EncryptedTextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    previewed_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LetterState.DRAFT, issued_at__isnull=True)
                | Q(state=LetterState.ISSUED, issued_at__isnull=False, previewed_at__isnull=False),
                name="letter_issued_after_a_look",
            )
        ]

    class Privacy:
        public = ["referral", "kind", "to", "state", "written_by", "previewed_at", "issued_at", "issued_by"]
        personal = ["addressee"]
        clinical = ["body"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id


class Dispatch(Record, Recorded):
    """How an issued letter went, to whom and when. By a link only the hash of its secret is kept."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="dispatches")
    way = models.CharField(max_length=12, choices=LetterWay)
    to = models.CharField(max_length=160, help_text="Who has it now.")
    sent_on = models.DateField(default=clock.today)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    preference = models.ForeignKey(
        ContactPreference, models.SET_NULL, null=True, blank=True, related_name="+", help_text="By what they agreed to."
    )
    message = models.OneToOneField(
        Message, models.SET_NULL, null=True, blank=True, related_name="+", help_text="What tells its reader of it."
    )
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["created_at"]
        verbose_name_plural = "dispatches"
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="dispatch_link_once"),
            models.CheckConstraint(
                condition=Q(way=LetterWay.LINK, expires_at__isnull=False) & ~Q(token_hash="")
                | ~Q(way=LetterWay.LINK) & Q(expires_at__isnull=True, token_hash=""),
                name="dispatch_link_has_its_secret",
            ),
        ]

    class Privacy:
        public = [
            "letter", "way", "sent_on", "sent_by", "message", "token_hash", "expires_at", "opened_at", "revoked_at",
            "wrong_tries",
        ]  # fmt: skip
        personal = ["to", "preference"]

    @property
    def audit_person_id(self) -> str:
        return self.letter.audit_person_id

    @property
    def key(self) -> str:
        """What its message is called in the outbox."""
        return f"letter:{self.pk}"

    @property
    def standing(self) -> LinkStanding:
        """What whoever opens the link now meets."""
        if self.revoked_at:
            return LinkStanding.REVOKED
        if self.wrong_tries >= MOST_TRIES:
            return LinkStanding.LOCKED
        if self.expires_at is None or clock.now() >= self.expires_at:
            return LinkStanding.EXPIRED
        return LinkStanding.LIVE

    @property
    def tries_left(self) -> int:
        return MOST_TRIES - self.wrong_tries

    @property
    def is_undelivered(self) -> bool:
        """Whether the message with its link never went."""
        return self.message is not None and self.message.state in NEVER_SENT

    @property
    def is_live(self) -> bool:
        return self.standing == LinkStanding.LIVE
