from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded
from mhst.core.records import Record
from sessions_app.enums import GROUP_KINDS, ProgrammeKind


class Programme(Record, Recorded):
    """Something the team offers, as the catalogue describes it. Teams edit it; series remember what they used."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=ProgrammeKind)
    summary = models.TextField(help_text="Two or three sentences a teacher can read out.")
    session_count = models.PositiveSmallIntegerField()
    session_minutes = models.PositiveSmallIntegerField(help_text="A multiple of five.")
    youngest = models.PositiveSmallIntegerField(help_text="Years of age.")
    oldest = models.PositiveSmallIntegerField(help_text="Years of age.")
    smallest_group = models.PositiveSmallIntegerField(default=1)
    largest_group = models.PositiveSmallIntegerField(default=1)
    facilitators = models.PositiveSmallIntegerField(default=1)
    skills = models.JSONField(default=list, blank=True, help_text="Codes every lead must have.")
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session_minutes__in=range(15, 185, 5)), name="programme_minutes_by_five"
            ),
            models.CheckConstraint(condition=Q(session_count__range=(1, 20)), name="programme_has_sessions"),
            models.CheckConstraint(condition=Q(youngest__lte=F("oldest")), name="programme_ages_in_order"),
            models.CheckConstraint(
                condition=Q(smallest_group__gte=1, smallest_group__lte=F("largest_group")),
                name="programme_sizes_in_order",
            ),
            models.CheckConstraint(condition=Q(facilitators__range=(1, 4)), name="programme_has_facilitators"),
        ]

    class Privacy:
        public = [
            "name", "kind", "summary", "session_count", "session_minutes", "youngest", "oldest",
            "smallest_group", "largest_group", "facilitators", "skills", "is_offered",
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_group(self) -> bool:
        return self.kind in GROUP_KINDS

    @property
    def noun(self) -> str:
        """What a run of it is called on buttons."""
        return "group" if self.is_group else "course"


class PlannedContent(Record, Recorded):
    """What one session of a programme is about, and what is due then."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contents")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    due = models.CharField(max_length=200, blank=True, help_text="Measures or tasks due at this session.")

    class Meta:
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="planned_content_once")]

    class Privacy:
        public = ["programme", "number", "title", "due"]
