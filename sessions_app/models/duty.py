from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class AnswerTimes(Record, Recorded):
    """How long each has to answer a team's concerns. Without a row, or a number in it, the service's own hold."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="answer_times")
    lead = models.PositiveSmallIntegerField(null=True, blank=True)
    deputy = models.PositiveSmallIntegerField(null=True, blank=True)
    duty = models.PositiveSmallIntegerField(null=True, blank=True)
    manager = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (5, 480)}),
                name=f"answer_times_{name}_in_a_day",
            )
            for name in ("lead", "deputy", "duty", "manager")
        ]

    class Privacy:
        public = ["team", "lead", "deputy", "duty", "manager"]


class DutyTurnQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)


class DutyTurn(Record, Recorded):
    """Somebody is on duty for a team's concerns from one day to another, both included."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="duty_turns")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="duty_turns")
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = DutyTurnQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duty_turn_ends_later")]
        indexes = [models.Index(fields=["team", "starts_on"], name="duty_turn_of_team")]

    class Privacy:
        public = ["team", "user", "starts_on", "ends_on"]

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams
