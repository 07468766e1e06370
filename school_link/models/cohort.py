from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import School, Team
from school_link import catalogue

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class CohortQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those led by a team reached, and those in which a school reached takes part."""
        if reach.everywhere:
            return self
        taking_part = Cohort.schools.through.objects.filter(school__in=reach.schools).values("cohort")
        return self.filter(Q(team__in=reach.teams) | Q(pk__in=taking_part))


class Cohort(Record, Recorded):
    """Schools and a specialist team that go through the link programme together."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=120)
    schools = models.ManyToManyField(School, related_name="cohorts")
    levels = models.JSONField(default=catalogue.levels, help_text="What each level is called, from the lowest up.")

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="cohort_name_once_a_team")]

    class Privacy:
        public = ["team", "name", "schools", "levels"]

    def __str__(self) -> str:
        return self.name

    @property
    def highest(self) -> int:
        return len(self.levels)

    def is_within(self, reach: "Reach") -> bool:
        return type(self).objects.filter(pk=self.pk).within(reach).exists()
