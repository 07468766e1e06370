from django.db import models
from django.db.models import F, Q

from mhst.places.models import School
from mhst.places.models.room import BY_FIVE, EARLIEST, LATEST
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models.session import SupportSession

SLOT_MINUTES = 5


class Allocation(models.Model):
    """One resource is taken for a stretch of one date: by a session, or by the way to one."""

    kind = models.CharField(max_length=12, choices=ResourceKind)
    resource_id = models.UUIDField()
    purpose = models.CharField(max_length=8, choices=Purpose)
    date = models.DateField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()
    session = models.ForeignKey(SupportSession, models.CASCADE, related_name="allocations")
    origin = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="allocation_in_order_by_five",
            ),
            models.CheckConstraint(
                condition=~Q(purpose=Purpose.TRAVEL) | Q(kind=ResourceKind.PRACTITIONER),
                name="allocation_only_practitioners_travel",
            ),
            models.UniqueConstraint(
                fields=["session", "kind", "resource_id", "purpose"], name="allocation_once_a_session"
            ),
        ]
        indexes = [models.Index(fields=["kind", "resource_id", "date"])]

    class Privacy:
        public = ["kind", "purpose", "date", "start_minute", "end_minute", "session", "origin"]
        personal = ["resource_id"]


class OccupiedSlot(models.Model):
    """Five minutes of one resource. The unique constraint is the whole guarantee against double booking."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=12, choices=ResourceKind)
    resource_id = models.UUIDField()
    date = models.DateField()
    slot = models.PositiveSmallIntegerField(help_text="Five-minute steps since midnight on the wall clock.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "resource_id", "date", "slot"], name="one_place_at_a_time"),
            models.CheckConstraint(
                condition=Q(slot__gte=EARLIEST // SLOT_MINUTES, slot__lt=LATEST // SLOT_MINUTES),
                name="occupied_slot_in_the_working_day",
            ),
        ]

    class Privacy:
        public = ["allocation", "kind", "date", "slot"]
        personal = ["resource_id"]
