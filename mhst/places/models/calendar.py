from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded
from mhst.core.records import Record
from mhst.places.enums import DayKind, PeriodKind, Week, Weekday
from mhst.places.models.room import BY_FIVE
from mhst.places.models.school import Council, School


class Calendar(Record, Recorded):
    """The dates of one council or of one school. A school's is copied from its council's, then its own."""

    council = models.OneToOneField(Council, models.CASCADE, null=True, blank=True, related_name="calendar")
    school = models.OneToOneField(School, models.CASCADE, null=True, blank=True, related_name="calendar")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    copied_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where the dates came from.")
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last compared them.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(council__isnull=True) ^ Q(school__isnull=True), name="calendar_of_one_owner"
            )
        ]

    class Privacy:
        public = ["council", "school", "copied_from", "copied_at", "source", "checked_on"]

    def __str__(self) -> str:
        return f"Calendar of {self.school or self.council}"


class Term(Record, Recorded):
    """First and last day of a term, half-term inside it. A/B weeks alternate from `first_week`."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="terms")
    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    first_week = models.CharField(max_length=1, choices=Week, blank=True, default=Week.EVERY)
    is_override = models.BooleanField(default=False, help_text="Set by the school itself; a fresh copy keeps it.")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_dates_in_order"),
            models.UniqueConstraint(fields=["calendar", "starts_on"], name="term_start_once"),
        ]

    class Privacy:
        public = ["calendar", "name", "starts_on", "ends_on", "first_week", "is_override", "copied_from"]

    def __str__(self) -> str:
        return self.name


class SpecialDay(Record, Recorded):
    """Dates inside a term that are not ordinary school days, for everybody or for some year groups."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="special_days")
    kind = models.CharField(max_length=16, choices=DayKind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    year_groups = models.JSONField(default=list, blank=True, help_text="Empty means every year group.")
    finish_minute = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Only for an early finish.")
    note = models.CharField(max_length=120, blank=True)
    is_override = models.BooleanField(default=False, help_text="Set by the school itself; a fresh copy keeps it.")
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="special_day_dates_in_order"),
            models.CheckConstraint(
                # NULL is in no list, but neither is it outside: without the third part such a row would pass.
                condition=Q(kind=DayKind.EARLY_FINISH, finish_minute__in=BY_FIVE, finish_minute__isnull=False)
                | (~Q(kind=DayKind.EARLY_FINISH) & Q(finish_minute__isnull=True)),
                name="special_day_finish_only_when_early",
            ),
        ]

    class Privacy:
        public = [
            "calendar",
            "kind",
            "starts_on",
            "ends_on",
            "year_groups",
            "finish_minute",
            "note",
            "is_override",
            "copied_from",
        ]


class SchoolDay(Record, Recorded):
    """One version of a school's bells, valid from a date until the next version."""

    school = models.ForeignKey(School, models.CASCADE, related_name="school_days")
    name = models.CharField(max_length=40, default="School day")
    starts_on = models.DateField()

    class Meta:
        ordering = ["school", "starts_on"]
        constraints = [models.UniqueConstraint(fields=["school", "starts_on"], name="school_day_version_once")]

    class Privacy:
        public = ["school", "name", "starts_on"]


class Period(Record, Recorded):
    """One lesson, break or lunch on one weekday, in every week or only in week A or B."""

    school_day = models.ForeignKey(SchoolDay, models.CASCADE, related_name="periods")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    week = models.CharField(max_length=1, choices=Week, blank=True, default=Week.EVERY)
    name = models.CharField(max_length=20)
    kind = models.CharField(max_length=16, choices=PeriodKind, default=PeriodKind.LESSON)
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "week", "start_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="period_in_order_by_five",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=4), name="period_on_a_school_day"),
            models.UniqueConstraint(fields=["school_day", "weekday", "week", "start_minute"], name="period_start_once"),
        ]

    class Privacy:
        public = ["school_day", "weekday", "week", "name", "kind", "start_minute", "end_minute"]

    def __str__(self) -> str:
        return self.name
