from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import School, Team
from school_link.enums import SHOWN_IN, Sector, WorkshopState
from school_link.models.cohort import Cohort

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class WorkshopQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(cohort__in=Cohort.objects.within(reach))


class Workshop(Record, Recorded):
    """The first or second workshop of a cohort, or a later look back. `conversation` carries its news to screens."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="workshops")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=8, choices=WorkshopState, default=WorkshopState.PLANNED)
    conversation = models.OneToOneField("realtime.Conversation", models.PROTECT, related_name="workshop")

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="workshop_number_once_a_cohort"),
            models.CheckConstraint(condition=Q(number__gte=1), name="workshop_numbered_from_one"),
        ]

    class Privacy:
        public = ["cohort", "number", "held_on", "place", "state", "conversation"]

    def __str__(self) -> str:
        return f"Workshop {self.number}" if self.number <= 2 else f"Look back {self.number - 2}"

    @property
    def is_shown(self) -> bool:
        """Whether everybody's ratings are."""
        return self.state in SHOWN_IN

    def is_within(self, reach: "Reach") -> bool:
        return self.cohort.is_within(reach)


class Attendee(Record, Recorded):
    """Somebody invited to a workshop, for the school or the team they come from."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="attendees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sector = models.CharField(max_length=9, choices=Sector)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    came = models.BooleanField(null=True, help_text="Nobody has said yet while empty.")
    rated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sector", "user__last_name"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "user"], name="attendee_once_a_workshop"),
            models.CheckConstraint(
                condition=Q(sector=Sector.EDUCATION, school__isnull=False, team__isnull=True)
                | Q(sector=Sector.HEALTH, school__isnull=True, team__isnull=False),
                name="attendee_from_a_school_or_a_team",
            ),
        ]

    class Privacy:
        public = ["workshop", "sector", "school", "team", "came", "rated_at"]
        personal = ["user"]

    @property
    def place(self) -> Any:
        return self.school or self.team
