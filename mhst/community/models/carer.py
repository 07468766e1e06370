from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.community.enums import EndedWhy, Giver
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import ConsentMethod
from mhst.people.models import ConsentDecision, ParentOrGuardian, YoungPerson

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class RecognitionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those at the schools reached."""
        return self if reach.everywhere else self.filter(young_person__school__in=reach.schools)

    def current(self) -> Any:
        return self.filter(ended_on__isnull=True)

    def young(self) -> Any:
        """Young people themselves, not their parents or guardians."""
        return self.filter(parent__isnull=True)


class Recognition(Record, Recorded):
    """Somebody is known to look after somebody else: with agreement, and known to those who are named in it.

    It is a young person, whose agreement is a decision on their record; or a `parent` or guardian of theirs, who
    decides for themselves, which is written here. Whom they look after is told only as far as they want, and that
    person needs no record of their own.
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="recognitions")
    recognised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        ParentOrGuardian, models.CASCADE, null=True, blank=True, related_name="recognitions",
        help_text="Who it is, if it is not the young person.",
    )  # fmt: skip
    agreement = models.ForeignKey(ConsentDecision, models.CASCADE, null=True, blank=True, related_name="+")
    agreed_how = models.CharField(max_length=10, choices=ConsentMethod, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    looks_after = EncryptedTextField(null=True, help_text="Whom, and with what, in their words.")
    needs = EncryptedTextField(null=True, help_text="What would make it easier.")
    champion_may_know = models.BooleanField(default=False, help_text="They agreed that a carers champion knows.")
    school_may_know = models.BooleanField(default=False, help_text="They agreed that their school sees it.")
    known_said_by = models.CharField(
        max_length=8, choices=Giver, blank=True, help_text="Who last changed who may know: empty as long as nobody did."
    )
    known_said_how = models.CharField(max_length=10, choices=ConsentMethod, blank=True)
    known_said_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=16, choices=EndedWhy, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(ended_on__isnull=True, parent__isnull=True),
                name="recognition_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["parent"], condition=Q(ended_on__isnull=True), name="recognition_of_a_parent_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, agreement__isnull=False, agreed_on__isnull=True)
                | Q(parent__isnull=False, agreement__isnull=True, agreed_on__isnull=False) & ~Q(agreed_how=""),
                name="recognition_was_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | Q(ended_on__isnull=False) & ~Q(ended_why=""),
                name="recognition_ended_for_a_reason",
            ),
        ]

    class Privacy:
        public = ["recognised_by"]
        personal = [
            "agreement", "agreed_how", "agreed_on", "known_said_by", "known_said_how", "known_said_on", "ended_on",
            "ended_why",
        ]  # fmt: skip
        clinical = ["young_person", "parent", "looks_after", "needs", "champion_may_know", "school_may_know"]

    @property
    def name(self) -> str:
        return self.parent.name if self.parent else self.young_person.name

    @property
    def who_said(self) -> str:
        """Who last changed who may know."""
        return "a parent or guardian" if self.known_said_by == Giver.PARENT else "they themselves"

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.young_person.school_id in reach.schools


class Offer(Record, Recorded):
    """Something that was offered to somebody who helps look after someone."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="offers")
    what = EncryptedTextField(null=True)
    offered_on = models.DateField(default=clock.today)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-offered_on", "-created_at"]

    class Privacy:
        public = ["offered_by"]
        personal = ["recognition", "offered_on"]
        clinical = ["what"]

    @property
    def audit_person_id(self) -> str:
        return self.recognition.audit_person_id
