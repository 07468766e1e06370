import datetime as dt
import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from sessions_app.enums import ComparedWith, FilledIn, Occasion, Rater
from sessions_app.models.referral import Referral
from sessions_app.models.session import SupportSession


class Measure(Record, Recorded):
    """One questionnaire asked of one person on one occasion. `instrument` names one of `sessions_app.instruments`.

    Answers and scores are kept as sealed JSON: `{"item": answer}` and `{"scale": score}`.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="measures")
    instrument = models.CharField(max_length=40)
    rater = models.CharField(max_length=12, choices=Rater)
    occasion = models.CharField(max_length=10, choices=Occasion)
    session = models.ForeignKey(SupportSession, models.PROTECT, null=True, blank=True, related_name="measures")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    token_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=8, choices=FilledIn, blank=True)
    answers = EncryptedTextField(null=True)
    scores = EncryptedTextField(null=True)
    filled_in_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    to_read = models.BooleanField(
        default=False, help_text="An answer is such that somebody reads it the same day. A call for eyes, not a score."
    )
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="measure_link_once"),
            models.CheckConstraint(
                condition=Q(filled_in_at__isnull=True, scores__isnull=True, how="")
                | (Q(filled_in_at__isnull=False, scores__isnull=False) & ~Q(how="")),
                name="measure_filled_in_with_scores",
            ),
        ]
        indexes = [models.Index(fields=["referral", "instrument", "rater"]), models.Index(fields=["due_on"])]

    class Privacy:
        public = [
            "referral", "instrument", "rater", "occasion", "session", "asked_at", "asked_by", "due_on", "token_hash",
            "expires_at", "how", "filled_in_at", "declined_at", "read_at", "read_by",
        ]  # fmt: skip
        clinical = ["answers", "scores", "to_read"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id

    @property
    def is_open(self) -> bool:
        return self.filled_in_at is None and self.declined_at is None

    @property
    def has_live_link(self) -> bool:
        return self.is_open and bool(self.token_hash) and clock.now() < (self.expires_at or self.asked_at)

    @property
    def filled_in_on(self) -> dt.date | None:
        return self.filled_in_at and self.filled_in_at.astimezone(clock.LONDON).date()

    @property
    def given_answers(self) -> dict[int, float]:
        """By number of the item."""
        return {int(number): answer for number, answer in json.loads(self.answers or "{}").items()}

    @property
    def given_scores(self) -> dict[str, float]:
        """By code of the scale."""
        return json.loads(self.scores or "{}")


class Comparison(Record, Recorded):
    """Whose scores a young person wants theirs held against in the course of one referral, or nobody's."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="comparison")
    compared_with = models.CharField(max_length=8, choices=ComparedWith)

    class Privacy:
        public = ["referral"]
        personal = ["compared_with"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id


class InstalledPack(Record, Recorded):
    """The words of a questionnaire, put in by whoever runs this service and may (docs/questionnaires.md)."""

    instrument = models.CharField(max_length=40)
    rater = models.CharField(max_length=12, choices=Rater)
    language = models.CharField(max_length=8, default="en-GB")
    items = models.JSONField(help_text="The licensed wording, unchanged and in order.")
    notice = models.TextField(help_text="The copyright line that whoever fills it in must see.")
    licence_holder = models.CharField(max_length=160)
    evidence = models.CharField(max_length=300, help_text="Where the permission can be found.")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "rater", "language"],
                condition=Q(withdrawn_at__isnull=True),
                name="pack_one_at_a_time",
            )
        ]

    class Privacy:
        public = [
            "instrument", "rater", "language", "items", "notice", "licence_holder", "evidence", "accepted_by",
            "accepted_at", "withdrawn_at",
        ]  # fmt: skip
