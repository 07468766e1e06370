from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.people.enums import FixedKind, Grade
from mhst.places.enums import Weekday
from mhst.places.models import School, Team
from mhst.places.models.room import BY_FIVE

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class PractitionerQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)

    def working(self) -> Any:
        return self.filter(is_working=True)


class Practitioner(Record, Recorded):
    """Somebody of a team who holds sessions: their grade, skills and ordinary week."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practitioner")
    team = models.ForeignKey(Team, models.PROTECT, related_name="practitioners")
    employer = models.ForeignKey("places.Organisation", models.PROTECT, related_name="practitioners")
    grade = models.CharField(max_length=16, choices=Grade)
    skills = models.JSONField(default=list, help_text="Codes of `Programme.skills` this person is trained in.")
    qualified_on = models.DateField(null=True, blank=True, help_text="Nothing where nobody has said, and for trainees.")
    is_working = models.BooleanField(default=True, help_text="Off for long leave and leavers.")

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        ordering = ["user__last_name", "user__first_name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grade=Grade.TRAINEE) | Q(qualified_on__isnull=True),
                name="practitioner_trainee_not_qualified",
            )
        ]

    class Privacy:
        public = ["team", "employer", "grade", "skills", "is_working"]
        personal = ["user", "qualified_on"]

    def __str__(self) -> str:
        return self.user.name

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class WeeklyMinutes(Record, Recorded):
    """A stretch of one weekday, every week between two dates. Minutes are wall-clock, after midnight."""

    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["weekday", "start_minute"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_minute__in=BY_FIVE, end_minute__in=BY_FIVE, start_minute__lt=F("end_minute")),
                name="%(class)s_in_order_by_five",
            ),
            models.CheckConstraint(condition=Q(weekday__lte=4), name="%(class)s_on_a_weekday"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_dates_in_order",
            ),
        ]

    class Privacy:
        public = ["weekday", "start_minute", "end_minute", "starts_on", "ends_on"]


class WorkingHours(WeeklyMinutes):
    """When a practitioner works. Nothing is booked outside it."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="working_hours")

    class Privacy:
        public = ["practitioner"]


class SchoolDayAgreed(WeeklyMinutes):
    """The stretch of the week that a practitioner has agreed with a school to be there."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="agreed_days")
    school = models.ForeignKey(School, models.CASCADE, related_name="agreed_days")

    class Privacy:
        public = ["practitioner", "school"]


class FixedTime(WeeklyMinutes):
    """University, supervision, meetings: the practitioner is not free for sessions."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="fixed_times")
    kind = models.CharField(max_length=16, choices=FixedKind)

    class Privacy:
        public = ["practitioner", "kind"]


class Absence(Record, Recorded):
    """Days a practitioner is away. Why is nobody's business here."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_dates_in_order")]

    class Privacy:
        public = ["starts_on", "ends_on"]
        personal = ["practitioner"]
