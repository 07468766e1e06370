from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.places.models import School, Team
from school_link.enums import ANSWERED_BY_NOBODY, ThreadKind, ThreadState

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class ThreadQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those of a school where the role itself is held, and of a team reached; not a school's other teams."""
        if reach.everywhere:
            return self
        return self.filter(Q(school__in=reach.own_schools) | Q(team__in=reach.teams))

    def overdue(self) -> Any:
        return self.filter(state=ThreadState.OPEN, answer_by__lt=clock.today())


class Thread(Record, Recorded):
    """A matter between a school and a specialist team that is about no child. Both sides see the same of it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="threads")
    team = models.ForeignKey(Team, models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=8, choices=ThreadKind)
    subject = EncryptedTextField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who sees to it, of either side.",
    )  # fmt: skip
    state = models.CharField(max_length=8, choices=ThreadState, default=ThreadState.OPEN)
    answer_by = models.DateField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ANSWERED_BY_NOBODY, answer_by__isnull=True)
                | (~Q(kind__in=ANSWERED_BY_NOBODY) & Q(answer_by__isnull=False)),
                name="thread_answered_by_a_day",
            )
        ]

    class Privacy:
        public = ["school", "team", "kind", "begun_by", "owner", "state", "answer_by"]
        personal = ["subject"]

    @property
    def is_open(self) -> bool:
        return self.state != ThreadState.CLOSED

    @property
    def is_overdue(self) -> bool:
        return self.state == ThreadState.OPEN and self.answer_by is not None and self.answer_by < clock.today()

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.school_id in reach.own_schools or self.team_id in reach.teams


class Post(Record, Recorded):
    """What somebody wrote in a thread. Never changed."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_schools = models.BooleanField(help_text="Whether it speaks for the school; else for the team.")
    words = EncryptedTextField()

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["thread", "author", "is_schools"]
        personal = ["words"]
