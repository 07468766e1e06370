from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Organisation, Team
from mhst.reporting.dates import Period

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class Commission(Record, Recorded):
    """An organisation pays for a team's work, and so reads what is published of it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commissions")
    team = models.ForeignKey(Team, models.PROTECT, related_name="commissions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "team"], name="commission_once")]

    class Privacy:
        public = ["organisation", "team"]


class PublicationQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Of the teams that somebody's organisation commissions, or that their roles reach."""
        if reach.everywhere:
            return self
        commissioned = Commission.objects.filter(organisation__in=reach.organisations).values("team")
        return self.filter(Q(team__in=reach.teams) | Q(team__in=commissioned))


class Publication(Record, Recorded):
    """What was published of one team and one period at once. The database refuses to change it or take it back."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="publications")
    first = models.DateField(help_text="The first day of the period.")
    months = models.PositiveSmallIntegerField(choices=[(1, "Month"), (3, "Quarter")])
    edition = models.PositiveSmallIntegerField(default=1)
    counted_at = models.DateTimeField(help_text="What was known then was counted.")
    log = models.JSONField(default=list, help_text="Which table was made coarser, how, and because of which group.")
    known = models.JSONField(default=list, help_text="What a reader learns from it, for the next gate.")
    places = models.JSONField(default=list, help_text="Its schools as they were laid out: id, name, cluster, ages.")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-first", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["team", "first", "months", "edition"], name="publication_once"),
            models.CheckConstraint(condition=Q(first__day=1), name="publication_begins_with_a_month"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="publication_edition_from_one"),
        ]

    class Privacy:
        public = ["team", "first", "months", "edition", "counted_at", "places"]
        personal = ["log", "known"]

    @property
    def period(self) -> Period:
        return Period(self.first, self.months)

    def is_within(self, reach: "Reach") -> bool:
        return Publication.objects.filter(pk=self.pk).within(reach).exists()


class PublishedTable(models.Model):
    """One table as it was published, signed. Opened again only by the protection that made it."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="tables")
    key = models.CharField(max_length=32)
    contents = models.JSONField()
    signature = models.CharField(max_length=64)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "key"], name="published_table_once")]

    class Privacy:
        public = ["publication", "key", "contents", "signature"]
