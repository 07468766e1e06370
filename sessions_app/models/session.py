import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.records import Record
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import Room
from mhst.places.models.room import BY_FIVE
from sessions_app.enums import (
    AttendanceCode,
    CancelReason,
    FacilitatorRole,
    Mechanism,
    SessionState,
    WhyNotThere,
)
from sessions_app.models.series import Series

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class SupportSessionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        if reach.everywhere:
            return self
        return self.filter(Q(series__school__in=reach.schools) | Q(series__team__in=reach.teams))

    def taking_place(self) -> Any:
        return self.filter(state__in=[SessionState.PLANNED, SessionState.HELD])


class SupportSession(Record, Recorded):
    """One meeting. The date and the minutes on the wall clock are the truth; UTC is derived from them.

    A skipped week is a row too, without a number, so that it can be looked at and revived.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    date = models.DateField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    cancel_reason = models.CharField(max_length=20, choices=CancelReason, blank=True)
    note = models.CharField(max_length=160, blank=True, help_text="Why this week is skipped, in words for the school.")
    moved_from = models.DateField(
        null=True, blank=True, help_text="The usual day, when that was shut and the run's rule chose this one."
    )
    why_moved = models.CharField(max_length=160, blank=True, help_text="Why the usual day was shut.")
    version = models.PositiveIntegerField(default=1, help_text="Counts changes; the feed's SEQUENCE.")
    changed_at = models.DateTimeField(default=clock.now)
    facilitators = models.ManyToManyField(Practitioner, through="Facilitation", related_name="sessions")

    objects = SupportSessionQuerySet.as_manager()

    class Meta:
        ordering = ["date", "start_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="session_in_order_by_five",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.SKIPPED, number__isnull=True)
                | (~Q(state=SessionState.SKIPPED) & Q(number__isnull=False)),
                name="session_numbered_unless_skipped",
            ),
            models.CheckConstraint(
                condition=Q(state=SessionState.CANCELLED) ^ Q(cancel_reason=""),
                name="session_cancelled_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=Q(state__in=[SessionState.PLANNED, SessionState.HELD]),
                name="session_number_once",
            ),
        ]
        indexes = [models.Index(fields=["date", "state"]), models.Index(fields=["series", "date"])]

    class Privacy:
        public = [
            "series", "number", "date", "start_minute", "end_minute", "room", "state", "cancel_reason", "note",
            "moved_from", "why_moved", "version", "changed_at", "facilitators",
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Session {self.number or '-'} on {self.date:%-d %B %Y}"

    @property
    def starts_at(self) -> dt.datetime:
        """Aware, Europe/London."""
        return clock.at_local(self.date, self.start_minute)

    @property
    def ends_at(self) -> dt.datetime:
        """Aware, Europe/London."""
        return clock.at_local(self.date, self.end_minute)

    @property
    def is_moved(self) -> bool:
        """Whether it takes place on another day than usual because that one is shut."""
        return self.moved_from is not None and self.state in {SessionState.PLANNED, SessionState.HELD}

    def is_within(self, reach: "Reach") -> bool:
        return self.series.is_within(reach)


class Facilitation(Record, Recorded):
    """A practitioner holds a session. Kept when somebody else takes over, so that their phone hears of it."""

    session = models.ForeignKey(SupportSession, models.CASCADE, related_name="facilitations")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="facilitations")
    role = models.CharField(max_length=8, choices=FacilitatorRole)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session", "role"]
        constraints = [
            models.UniqueConstraint(fields=["session", "practitioner"], name="facilitation_once"),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(role=FacilitatorRole.LEAD, replaced_at__isnull=True),
                name="facilitation_one_lead",
            ),
        ]

    class Privacy:
        public = ["session", "practitioner", "role", "replaced_at"]


class Attendance(Record, Recorded):
    """Whether one young person came to one session."""

    session = models.ForeignKey(SupportSession, models.PROTECT, related_name="attendances")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="attendances")
    code = models.CharField(max_length=1, choices=AttendanceCode)
    why_not_there = models.CharField(max_length=16, choices=WhyNotThere, blank=True)
    mechanism = models.CharField(max_length=2, choices=Mechanism, default=Mechanism.FACE_TO_FACE)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="With the young person alone.")
    with_parent = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "young_person"], name="attendance_once")]

    class Privacy:
        public = ["session", "mechanism", "minutes", "with_parent", "recorded_by", "recorded_at"]
        personal = ["young_person"]
        clinical = ["code", "why_not_there"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)
