from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.records import Record
from mhst.people.models import YoungPerson
from mhst.places.models import Room, School, Team
from mhst.places.models.room import BY_FIVE
from sessions_app.enums import CancelReason, SeriesState, WhenShut
from sessions_app.models.programme import Programme

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class SeriesQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        if reach.everywhere:
            return self
        return self.filter(Q(school__in=reach.schools) | Q(team__in=reach.teams))

    def live(self) -> Any:
        return self.filter(state__in=[SeriesState.CONFIRMED, SeriesState.PAUSED])


class Series(Record, Recorded):
    """The intent of a course: a programme, weekly, at a school. Its sessions are rows of their own.

    A 1:1 course is a series with one place.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="series")
    edition = models.PositiveSmallIntegerField(default=1, help_text="Of the programme's plan that it goes by.")
    team = models.ForeignKey(Team, models.PROTECT, related_name="series")
    school = models.ForeignKey(School, models.PROTECT, related_name="series")
    room = models.ForeignKey(Room, models.PROTECT, related_name="series", null=True, blank=True)
    state = models.CharField(max_length=12, choices=SeriesState, default=SeriesState.CONFIRMED)
    year_groups = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField()
    session_count = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()
    when_shut = models.CharField(max_length=10, choices=WhenShut, default=WhenShut.MOVE)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="series_booked")
    cancel_reason = models.CharField(max_length=20, choices=CancelReason, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "school"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="series_in_order_by_five",
            ),
            models.CheckConstraint(condition=Q(capacity__range=(1, 40)), name="series_has_places"),
            models.CheckConstraint(
                condition=Q(state=SeriesState.CANCELLED) ^ Q(cancel_reason=""),
                name="series_cancelled_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"]), models.Index(fields=["team", "state"])]

    class Privacy:
        public = [
            "programme", "edition", "team", "school", "room", "state", "year_groups", "capacity", "session_count",
            "first_on", "start_minute", "end_minute", "when_shut", "booked_by", "cancel_reason", "version",
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.programme} at {self.school}"

    @property
    def minutes(self) -> int:
        """How long its sessions are; the programme may have another length by now."""
        return self.end_minute - self.start_minute

    @property
    def rule_in_words(self) -> str:
        """What becomes of a week in which only the day of the session is shut."""
        return f"When only the day of a session is shut: {self.get_when_shut_display().lower()}."

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.school_id in reach.schools or self.team_id in reach.teams


class Place(Record, Recorded):
    """One numbered place in a series. Places are rows, so that the database hands out each one once."""

    is_waiting = False

    series = models.ForeignKey(Series, models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, null=True, blank=True, related_name="places")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="place_number_once"),
            models.UniqueConstraint(fields=["series", "young_person"], name="place_once_a_person"),
            models.CheckConstraint(
                condition=Q(young_person__isnull=True, taken_at__isnull=True)
                | Q(young_person__isnull=False, taken_at__isnull=False),
                name="place_taken_by_somebody",
            ),
        ]

    class Privacy:
        public = ["series", "number", "taken_at"]
        personal = ["young_person"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")


class Waiting(Record, Recorded):
    """Somebody waits for a place, in the order of `position`."""

    is_waiting = True

    series = models.ForeignKey(Series, models.CASCADE, related_name="waiting")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="waiting")
    position = models.PositiveIntegerField()
    joined_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["series", "position"]
        constraints = [
            models.UniqueConstraint(fields=["series", "young_person"], name="waiting_once_a_person"),
            models.UniqueConstraint(fields=["series", "position"], name="waiting_position_once"),
        ]

    class Privacy:
        public = ["series", "position", "joined_at"]
        personal = ["young_person"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)


class BookingDraft(Record):
    """What somebody has filled in so far. Nobody else sees it, nothing is held by it, and it is not a record."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="booking_drafts")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True, related_name="+")
    year_groups = models.JSONField(default=list)
    earliest_on = models.DateField(null=True, blank=True)
    when_shut = models.CharField(max_length=10, choices=WhenShut, default=WhenShut.MOVE)
    pupils = models.ManyToManyField(YoungPerson, related_name="+")
    slot = models.JSONField(null=True, blank=True, help_text="The offer chosen: first date, minutes, room, staff.")
    booked_as = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="+",
        help_text="Kept for a day, empty, so that a second answer to the last step leads to the group.",
    )  # fmt: skip
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]

    class Privacy:
        public = [
            "owner", "school", "programme", "year_groups", "earliest_on", "when_shut", "slot", "booked_as",
            "changed_at",
        ]  # fmt: skip
        personal = ["pupils"]
