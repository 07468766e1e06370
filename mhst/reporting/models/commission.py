import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.records import Record
from mhst.places.models import Organisation, Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class CommissionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Who pays for whom belongs to no one place."""
        return self if reach.everywhere else self.none()

    def running(self, first: dt.date, last: dt.date) -> Any:
        """On any day from the first to the last."""
        return self.filter(starts_on__lte=last).exclude(ends_on__lt=first)

    def meant(self) -> Any:
        """Without those of a single day: so one is left that was added by mistake."""
        return self.exclude(ends_on=F("starts_on"))

    def on(self, day: Any) -> Any:
        """On this day, which may be a column of an outer query."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def broken_off(self, first: Any, last: Any) -> Any:
        """What ends on a day from the first on, before the last, and no other of that team goes on from the next day:
        none, where one runs on the first, is every day paid for. Days may be columns of an outer query."""
        goes_on = self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=OuterRef("ends_on")),
            team=OuterRef("team"),
            starts_on__lte=OuterRef("ends_on") + Value(dt.timedelta(days=1)),
        )
        return self.filter(~Exists(goes_on), ends_on__gte=first, ends_on__lt=last)


class Commission(Record, Recorded):
    """An organisation pays for a team's work from one day to another, and so reads what is published of that time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="commissions")
    team = models.ForeignKey(Team, models.PROTECT, related_name="commissions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = CommissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "team", "starts_on"], name="commission_once"),
            models.UniqueConstraint(
                fields=["organisation", "team"], condition=Q(ends_on__isnull=True), name="commission_without_end_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="commission_dates_in_order"
            ),
        ]

    class Privacy:
        public = ["organisation", "team", "starts_on", "ends_on"]

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < clock.today()

    @property
    def is_to_come(self) -> bool:
        return self.starts_on > clock.today()

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere
