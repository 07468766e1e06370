from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from school_link.enums import OPEN_POINTS, Domain, PlanState
from school_link.models.cohort import Cohort
from school_link.models.workshop import Attendee, Workshop

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class PlanPointQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(workshop__cohort__in=Cohort.objects.within(reach))

    def open(self) -> Any:
        return self.filter(state__in=OPEN_POINTS)


class PlanPoint(Record, Recorded):
    """Something that a workshop agreed to do: what, who, by when, and by what one will know."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="points")
    domain = models.CharField(max_length=10, choices=Domain)
    what = EncryptedTextField()
    owner = models.ForeignKey(Attendee, models.PROTECT, related_name="points")
    due_on = models.DateField()
    sign = EncryptedTextField(help_text="By what one will know that it worked.")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.TO_DO)
    reviewed_on = models.DateField(default=clock.today)

    objects = PlanPointQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at"]

    class Privacy:
        public = ["workshop", "domain", "due_on", "state", "reviewed_on"]
        personal = ["what", "owner", "sign"]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_POINTS

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < clock.today()

    def is_within(self, reach: "Reach") -> bool:
        return self.workshop.is_within(reach)


class PlanReview(Record, Recorded):
    """How a point stood when it was looked at again."""

    point = models.ForeignKey(PlanPoint, models.CASCADE, related_name="reviews")
    on = models.DateField(default=clock.today)
    state = models.CharField(max_length=8, choices=PlanState)
    note = EncryptedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-created_at"]

    class Privacy:
        public = ["point", "on", "state", "by"]
        personal = ["note"]
