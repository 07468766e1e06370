from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from sessions_app.enums import GROUP_KINDS, ProgrammeKind

if TYPE_CHECKING:
    from sessions_app.models.series import Series


#: A run has this many places at most, and young people are of these ages.
LARGEST_GROUP = 40
YOUNGEST, OLDEST = 4, 25


class Programme(Record, Recorded):
    """Something the team offers, as the catalogue describes it. Teams edit it; series remember what they used.

    What its sessions are about is kept in editions: a run goes on by the one it was booked with.
    """

    name = models.CharField(max_length=120)
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
    edition = models.PositiveSmallIntegerField(default=1, help_text="Of the plan that new runs are booked with.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(session_minutes__in=range(15, 185, 5)), name="programme_minutes_by_five"
            ),
            models.CheckConstraint(condition=Q(session_count__range=(1, 20)), name="programme_has_sessions"),
            models.CheckConstraint(condition=Q(youngest__lte=F("oldest")), name="programme_ages_in_order"),
            models.CheckConstraint(
                condition=Q(youngest__gte=YOUNGEST, oldest__lte=OLDEST), name="programme_ages_of_the_young"
            ),
            models.CheckConstraint(
                condition=Q(smallest_group__gte=1, smallest_group__lte=F("largest_group")),
                name="programme_sizes_in_order",
            ),
            models.CheckConstraint(condition=Q(largest_group__lte=LARGEST_GROUP), name="programme_fits_a_run"),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(GROUP_KINDS)) | Q(largest_group=1), name="programme_one_to_one_is_for_one"
            ),
            models.CheckConstraint(condition=Q(facilitators__range=(1, 4)), name="programme_has_facilitators"),
            models.UniqueConstraint(Lower("name"), condition=Q(is_offered=True), name="programme_name_once_in_use"),
        ]

    class Privacy:
        public = [
            "name", "kind", "summary", "session_count", "session_minutes", "youngest", "oldest",
            "smallest_group", "largest_group", "facilitators", "skills", "is_offered", "edition", "version",
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


class PlannedContentQuerySet(RecordedQuerySet):
    def of_run(self, series: "Series") -> Any:
        """The plan that this run was booked with."""
        return self.filter(programme=series.programme_id, edition=series.edition)


class PlannedContent(Record, Recorded):
    """What one session of a programme is about, and what is due then. Never changed: a new plan is a new edition."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contents")
    edition = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    due = models.CharField(max_length=200, blank=True, help_text="Measures or tasks due at this session.")

    objects = PlannedContentQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "edition", "number"], name="planned_content_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 20)), name="planned_content_of_a_session"),
        ]

    class Privacy:
        public = ["programme", "edition", "number", "title", "due"]
