import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.settings.environment import environment
from realtime.enums import BookingState
from realtime.models.conversation import Conversation
from realtime.models.service import Service
from realtime.models.visit import Visit
from realtime.models.visitor import Visitor

if TYPE_CHECKING:
    from mhst.core.reach import Reach


def late() -> dt.timedelta:
    """So long after its time a place is kept."""
    return dt.timedelta(minutes=environment.booking_late_minutes)


class BookingQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(service__team__in=reach.teams)

    def standing(self) -> Any:
        return self.filter(state=BookingState.BOOKED)


class Booking(Record, Recorded):
    """A young person and a counsellor have agreed a time to talk, at the end of a chat (`made_in`), or the young person
    has chosen one that was free. Until it is over, it stands: one at a time.

    `visit` is how they came for it; `agreed_with` is whom they agreed it with,
    where whoever leads has moved it to somebody else since.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="bookings")
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="bookings")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bookings")
    agreed_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=BookingState, default=BookingState.BOOKED)
    made_in = models.ForeignKey(Conversation, models.PROTECT, null=True, related_name="bookings")
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, related_name="booking")
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        indexes = [
            models.Index(fields=["at"], condition=Q(state=BookingState.BOOKED), name="booking_standing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visitor"], condition=Q(state=BookingState.BOOKED), name="booking_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(state=BookingState.CANCELLED, cancelled_by__isnull=False)
                | (~Q(state=BookingState.CANCELLED) & Q(cancelled_by__isnull=True)),
                name="booking_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.KEPT) | Q(visit__isnull=False), name="booking_kept_by_a_visit"
            ),
        ]

    class Privacy:
        public = ["service", "visitor", "counsellor", "agreed_with", "state", "made_in", "visit", "cancelled_by"]
        personal = ["at"]

    @property
    def kept_until(self) -> dt.datetime:
        """So long their place is kept when they do not come."""
        return self.at + late()

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.service.team_id in reach.teams
