from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.records import Record
from mhst.places.models import School, Team, TeamSchool

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class NamedContactQuerySet(RecordedQuerySet):
    def current(self) -> Any:
        return self.filter(ended_on__isnull=True)

    def within(self, reach: "Reach") -> Any:
        """Those at a school or team reached, and at a team that serves a school reached: a school asks its teams."""
        return self if reach.everywhere else self.kept_within(reach) | self.at_or_serving(reach.schools)

    def kept_within(self, reach: "Reach") -> Any:
        """Those at a school or team reached."""
        return self if reach.everywhere else self.filter(Q(school__in=reach.schools) | Q(team__in=reach.teams))

    def at_or_serving(self, schools: Iterable[Any]) -> Any:
        """Those at these schools, and at the teams that serve them today."""
        schools, today = list(schools), clock.today()
        still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        serving = TeamSchool.objects.filter(still, starts_on__lte=today, school__in=schools).values("team")
        return self.filter(Q(school__in=schools) | Q(team__in=serving))


class NamedContact(Record, Recorded):
    """Somebody whom others may ask, by name. Looked through each term, so that nobody rings who has left."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="named_contacts")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="named_contacts")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=160, help_text="What they can be asked.")
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    reached = models.CharField(max_length=120, blank=True, help_text="When they are best reached.")
    cover = models.CharField(max_length=160, blank=True, help_text="Who answers when they are away, and how.")
    verified_on = models.DateField(default=clock.today)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = NamedContactQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False) ^ Q(team__isnull=False), name="named_contact_at_one_place"
            ),
            models.CheckConstraint(condition=~Q(phone="", email=""), name="named_contact_can_be_reached"),
        ]

    class Privacy:
        public = ["school", "team", "about", "reached", "verified_on", "verified_by", "ended_on"]
        personal = ["name", "phone", "email", "cover"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Any:
        return self.school or self.team

    def is_within(self, reach: "Reach") -> bool:
        return type(self).objects.filter(pk=self.pk).within(reach).exists()
