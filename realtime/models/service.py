"""The counselling service of a team: whom it is for, when it is open, and who is on shift."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Council, Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach

#: Times are minutes after midnight by the clock on the wall; a day ends at 1440.
A_DAY = 1440
IN_ORDER = Q(opens__lt=F("accept_until"), accept_until__lte=F("closes"), closes__lte=A_DAY)


class ServiceQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)


class Service(Record, Recorded):
    """Online counselling by one team, for young people of these ages in its areas."""

    team = models.OneToOneField(Team, models.PROTECT, related_name="counselling")
    youngest = models.PositiveSmallIntegerField(default=11)
    oldest = models.PositiveSmallIntegerField(default=19)
    phrases = models.TextField(blank=True, help_text="What counsellors often say, one a line. Never sent by itself.")

    objects = ServiceQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(youngest__lte=F("oldest")), name="service_ages_in_order")]

    class Privacy:
        public = ["team", "youngest", "oldest", "phrases"]

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class ServiceArea(Record, Recorded):
    """A council's area whose young people a service is for; of one service at most."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="areas")
    council = models.OneToOneField(Council, models.PROTECT, related_name="counselling")

    class Privacy:
        public = ["service", "council"]


class WeeklyHours(Record, Recorded):
    """When a service opens on one day of every week, until when it lets people in, and when it closes."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    opens = models.PositiveSmallIntegerField()
    accept_until = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["service", "weekday"], name="weekly_hours_once_a_day"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_hours_on_a_weekday"),
            models.CheckConstraint(condition=IN_ORDER, name="weekly_hours_in_order"),
        ]

    class Privacy:
        public = ["service", "weekday", "opens", "accept_until", "closes"]


class SpecialHours(Record, Recorded):
    """One date on which a service has other hours than usual, or none: then all three times are empty."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="special_hours")
    on = models.DateField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    accept_until = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["service", "on"], name="special_hours_once_a_date"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, accept_until__isnull=True, closes__isnull=True)
                | (Q(opens__isnull=False, accept_until__isnull=False, closes__isnull=False) & IN_ORDER),
                name="special_hours_in_order_or_closed",
            ),
        ]

    class Privacy:
        public = ["service", "on", "opens", "accept_until", "closes"]

    @property
    def is_closed(self) -> bool:
        return self.opens is None


class Shift(Record, Recorded):
    """Somebody counsels for a service on one date from one time to another, with so many chats at once at most."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="shifts")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shifts")
    on = models.DateField()
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField(default=2)
    #: Whether its counsellor works here on that date, where `queries.hours.marked` has read it.
    is_staffed: bool

    class Meta:
        ordering = ["on", "starts"]
        indexes = [models.Index(fields=["service", "on"], name="shift_of_service")]
        constraints = [
            models.UniqueConstraint(fields=["counsellor", "on", "starts"], name="shift_once"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends"), ends__lte=A_DAY), name="shift_in_order"),
            models.CheckConstraint(condition=Q(most__range=(1, 4)), name="shift_most_from_one_to_four"),
        ]

    class Privacy:
        public = ["service", "counsellor", "on", "starts", "ends", "most"]
