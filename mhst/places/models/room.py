from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded
from mhst.core.records import Record
from mhst.places.enums import Weekday
from mhst.places.models.school import School

#: Nobody is booked before or after; sessions therefore never meet the hour that a clock change repeats.
EARLIEST, LATEST = 7 * 60, 19 * 60
BY_FIVE = tuple(range(EARLIEST, LATEST + 5, 5))


class Room(Record, Recorded):
    """Bricks at a school. A hall or a library corner that holds several meetings at once has several units."""

    school = models.ForeignKey(School, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField(help_text="People, practitioners included.")
    is_confidential = models.BooleanField(default=True, help_text="Nobody outside can hear or see in.")
    is_in_use = models.BooleanField(default=True)
    directions = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["school", "name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="room_name_once_a_school"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_holds_somebody"),
        ]

    class Privacy:
        public = ["school", "name", "capacity", "is_confidential", "is_in_use", "directions"]

    def __str__(self) -> str:
        return self.name


class RoomUnit(Record, Recorded):
    """A part of a room that holds one meeting at a time. Most rooms have one; a group takes them all."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="units")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["room", "number"]
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="room_unit_number_once")]

    class Privacy:
        public = ["room", "number"]


class RoomHours(Record, Recorded):
    """When the school lends the room: minutes after midnight on the wall clock, every week."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["room", "weekday", "start_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="room_hours_in_order_by_five",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=4), name="room_hours_on_a_school_day"),
            models.UniqueConstraint(fields=["room", "weekday", "start_minute"], name="room_hours_once"),
        ]

    class Privacy:
        public = ["room", "weekday", "start_minute", "end_minute"]


class RoomBlock(Record, Recorded):
    """The school needs its room back: exams, a visitor, repairs."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="blocks")
    starts_on = models.DateField()
    ends_on = models.DateField()
    start_minute = models.PositiveSmallIntegerField(default=EARLIEST)
    end_minute = models.PositiveSmallIntegerField(default=LATEST)
    reason = models.CharField(max_length=80)

    class Meta:
        ordering = ["starts_on", "start_minute"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="room_block_dates_in_order"),
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="room_block_minutes_in_order_by_five",
            ),
        ]

    class Privacy:
        public = ["room", "starts_on", "ends_on", "start_minute", "end_minute", "reason"]
