from typing import TYPE_CHECKING, Any

from django.db import models

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.enums import OrganisationKind, TeamKind

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class OrganisationQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Who they are is no secret; the list of them belongs to no one place."""
        return self if reach.everywhere else self.none()


class Organisation(Record, Recorded):
    """A body that employs people or pays for services. One MHST may be several of them."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=16, choices=OrganisationKind)
    ods_code = models.CharField("ODS code", max_length=8, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ods_code"], condition=~models.Q(ods_code=""), name="organisation_ods_code_once"
            )
        ]

    class Privacy:
        public = ["name", "kind", "ods_code"]

    def __str__(self) -> str:
        return self.name


class TeamQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """The teams somebody's roles reach."""
        return self if reach.everywhere else self.filter(pk__in=reach.teams)


class Team(Record, Recorded):
    """People who work together for a set of schools. Led by one organisation, staffed by one or more."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=16, choices=TeamKind)
    led_by = models.ForeignKey(Organisation, models.PROTECT, related_name="teams_led")
    employers = models.ManyToManyField(Organisation, related_name="teams", blank=True)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    class Privacy:
        public = ["name", "kind", "led_by", "employers", "phone", "email"]

    def __str__(self) -> str:
        return self.name

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.pk in reach.teams


class Cluster(Record, Recorded):
    """A team's patch: a handful of schools that are worked together."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="clusters")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="cluster_name_once_a_team")]

    class Privacy:
        public = ["team", "name"]

    def __str__(self) -> str:
        return self.name
