from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.community.enums import EndedWhy
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import ConsentDecision, YoungPerson

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class RecognitionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those at the schools reached."""
        return self if reach.everywhere else self.filter(young_person__school__in=reach.schools)

    def current(self) -> Any:
        return self.filter(ended_on__isnull=True)


class Recognition(Record, Recorded):
    """A young person is known to help look after somebody: with agreement, and known to those who are named in it.

    Whom they look after is told only as far as they want, and that person needs no record of their own.
    """

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="recognitions")
    recognised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(ConsentDecision, models.CASCADE, related_name="+")
    looks_after = EncryptedTextField(null=True, help_text="Whom, and with what, in their words.")
    needs = EncryptedTextField(null=True, help_text="What would make it easier.")
    champion_may_know = models.BooleanField(default=False, help_text="They agreed that a carers champion knows.")
    school_may_know = models.BooleanField(default=False, help_text="They agreed that their school sees it.")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=16, choices=EndedWhy, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(ended_on__isnull=True), name="recognition_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | Q(ended_on__isnull=False) & ~Q(ended_why=""),
                name="recognition_ended_for_a_reason",
            ),
        ]

    class Privacy:
        public = ["recognised_by"]
        personal = ["agreement", "ended_on", "ended_why"]
        clinical = ["young_person", "looks_after", "needs", "champion_may_know", "school_may_know"]

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
