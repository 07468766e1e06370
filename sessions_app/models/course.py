from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record
from sessions_app.enums import CourseEnd
from sessions_app.models.referral import Referral
from sessions_app.models.series import Series


class Course(Record, Recorded):
    """A referral is worked on in a series: one of its own, or a place in a group."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="courses")
    series = models.ForeignKey(Series, models.PROTECT, related_name="courses")
    started_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=16, choices=CourseEnd, blank=True)

    class Meta:
        ordering = ["started_on"]
        constraints = [models.UniqueConstraint(fields=["referral", "series"], name="course_once")]

    class Privacy:
        public = ["referral", "series", "started_on", "ended_on", "ended_because"]

    def end(self, because: CourseEnd) -> None:
        """From today, or from its first day if that is to come."""
        self.ended_on, self.ended_because = max(clock.today(), self.started_on), because

    def go_on(self) -> None:
        """They are there again."""
        self.ended_on, self.ended_because = None, ""

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
