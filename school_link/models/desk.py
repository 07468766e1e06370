from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Council, Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach

A_DAY = 1440


class DeskQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)


class Desk(Record, Recorded):
    """Where the specialists of one team answer schools together: one pool for all clusters of its areas."""

    team = models.OneToOneField(Team, models.PROTECT, related_name="consultation_desk")
    routine_days = models.PositiveSmallIntegerField(default=5, help_text="Working days to answer routine in.")

    objects = DeskQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(routine_days__range=(1, 20)), name="desk_answers_in_days")]

    class Privacy:
        public = ["team", "routine_days"]

    def __str__(self) -> str:
        return str(self.team)

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class DeskArea(Record, Recorded):
    """A council's area whose schools ask this desk, and no other."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="areas")
    council = models.OneToOneField(Council, models.PROTECT, related_name="consultation_desk")

    class Privacy:
        public = ["desk", "council"]


class Duty(Record, Recorded):
    """A specialist answers at the desk on one date from one time to another, in minutes by the clock on the wall."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="duties")
    specialist = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consultation_duties")
    on = models.DateField()
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["on", "starts"]
        verbose_name_plural = "duties"
        indexes = [models.Index(fields=["desk", "on"], name="duty_at_desk")]
        constraints = [
            models.UniqueConstraint(fields=["specialist", "on", "starts"], name="duty_at_desk_once"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends"), ends__lte=A_DAY), name="duty_at_desk_in_order"),
        ]

    class Privacy:
        public = ["desk", "specialist", "on", "starts", "ends"]
