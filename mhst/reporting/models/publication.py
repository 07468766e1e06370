from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Exists, Func, OuterRef, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.models.commission import Commission

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class LastDay(Func):
    """The last day of a period that begins on the first of a month: its first day, and how many months."""

    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="DATE(%(expressions)s || ' months', '-1 day')",
            arg_joiner=", '+' || ", **context,
        )  # fmt: skip

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s) - INTERVAL '1 day')::date",
            arg_joiner=" + MAKE_INTERVAL(months => ", **context,
        )  # fmt: skip


class PublicationQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Of the teams that their roles reach; and of those that somebody's organisation pays for, or once paid for,
        what lies wholly in the time it paid for, by however many contracts."""
        if reach.everywhere:
            return self
        first, last = OuterRef("first"), LastDay(OuterRef("first"), OuterRef("months"))
        paid_for = Commission.objects.filter(organisation__in=reach.organisations).meant()
        begun = paid_for.on(first).filter(team=OuterRef("team"))
        broken_off = paid_for.broken_off(first, last).filter(team=OuterRef("team"))
        return self.filter(Q(team__in=reach.teams) | Exists(begun) & ~Exists(broken_off))


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
            models.CheckConstraint(condition=Q(months__in=(1, 3)), name="publication_of_a_month_or_a_quarter"),
            models.CheckConstraint(
                condition=Q(months=1) | Q(first__month__in=(1, 4, 7, 10)), name="publication_quarter_as_boards_have_it"
            ),
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
