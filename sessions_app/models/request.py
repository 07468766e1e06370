from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import Indicator
from mhst.people.models import YoungPerson
from mhst.places.models import School
from sessions_app.enums import Asker

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class RequestForSupportQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(school__in=reach.schools)


class RequestForSupport(Record, Recorded):
    """What somebody asked for, in their words: saved page by page, and from the moment it is sent never changed.

    Staff who are signed in own their drafts; a parent or a young person comes back to theirs by a link, of which
    only the hash is kept. An enquiry asks for advice and may name nobody.
    """

    asked_by = models.CharField(max_length=12, choices=Asker)
    is_enquiry = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="requests_for_support"
    )
    resume_hash = models.CharField(max_length=64, blank=True)
    step = models.CharField(max_length=20, blank=True, help_text="The page to go on with.")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="requests_for_support")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, null=True, blank=True, related_name="requests_for_support"
    )
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    preferred_name = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    year_group = models.PositiveSmallIntegerField(null=True, blank=True)
    asker_name = models.CharField(max_length=160, blank=True)
    asker_relationship = models.CharField(max_length=80, blank=True)
    asker_email = models.EmailField(blank=True)
    asker_phone = models.CharField(max_length=32, blank=True)
    young_person_knows = models.BooleanField(null=True, help_text="Whether they know that somebody asks for them.")
    parent_knows = models.BooleanField(null=True)
    is_urgent = models.BooleanField(default=False, help_text="Whoever asks would like an answer soon.")
    worry = EncryptedTextField(null=True, help_text="What is going on, as whoever asks sees it.")
    tried = EncryptedTextField(null=True, help_text="What has been tried.")
    own_words = EncryptedTextField(null=True, help_text="What the young person says themselves.")
    already = EncryptedTextField(null=True, help_text="What else is already happening.")
    hopes = EncryptedTextField(null=True, help_text="What would be better if this went well.")
    helps_at_home = models.CharField(
        max_length=1, choices=Indicator, blank=True, help_text="Whether the young person helps look after someone."
    )
    parent_helps_at_home = models.CharField(
        max_length=1, choices=Indicator, blank=True, help_text="Whether the parent or guardian who asks does."
    )
    safe_contact = EncryptedTextField(null=True, help_text="How and when contact is safe.")
    sent_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = RequestForSupportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "requests for support"
        constraints = [
            models.UniqueConstraint(
                fields=["resume_hash"], condition=~Q(resume_hash=""), name="request_resume_link_once"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(resume_hash=""), name="request_belongs_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(school__isnull=False), name="request_sent_names_a_school"
            ),
        ]
        indexes = [models.Index(fields=["owner", "sent_at"])]

    class Privacy:
        public = ["asked_by", "is_enquiry", "owner", "resume_hash", "step", "school", "sent_at", "changed_at"]
        personal = [
            "young_person", "given_name", "family_name", "preferred_name", "birth_date", "year_group", "asker_name",
            "asker_relationship", "asker_email", "asker_phone", "young_person_knows", "parent_knows", "is_urgent",
        ]  # fmt: skip
        clinical = [
            "worry", "tried", "own_words", "already", "hopes", "helps_at_home", "parent_helps_at_home", "safe_contact",
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.preferred_name or self.given_name} {self.family_name}".strip() or "Nobody named yet"

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.school_id in reach.schools
