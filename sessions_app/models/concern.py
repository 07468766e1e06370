import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import YoungPerson
from mhst.places.models import School, Team
from sessions_app.enums import ConcernEntryKind, ConcernRole

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class ConcernQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        if reach.everywhere:
            return self
        return self.filter(Q(team__in=reach.teams) | Q(school__in=reach.own_schools))

    def with_closing(self) -> Any:
        """Each says when it was closed, if it was."""
        closing = ConcernEntry.objects.filter(concern=OuterRef("pk"), kind=ConcernEntryKind.CLOSED)
        return self.annotate(closed_at=Subquery(closing.values("written_at")[:1]))


class Concern(Record, Recorded):
    """A worry about somebody's safety, as it was raised: never changed, only added to. Separate from every record.

    As safeguarding training asks: own words, what was done, and why. Read by the team it was raised with and
    by the school itself; another team that serves the same school does not see it. `guards` keeps it as it is.
    """

    young_person = models.ForeignKey(YoungPerson, models.PROTECT, null=True, blank=True, related_name="concerns")
    about = EncryptedTextField(ring="concern", null=True, help_text="Who it is about, for somebody not on record.")
    school = models.ForeignKey(School, models.PROTECT, related_name="concerns")
    team = models.ForeignKey(Team, models.PROTECT, related_name="concerns")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="concerns_raised")
    raised_at = models.DateTimeField(default=clock.now)
    where = models.CharField(max_length=80, blank=True, help_text="The page it was raised from.")
    own_words = EncryptedTextField(ring="concern")
    action_taken = EncryptedTextField(ring="concern")
    reason = EncryptedTextField(ring="concern")
    is_immediate = models.BooleanField(default=False, help_text="Somebody may be in danger now.")

    objects = ConcernQuerySet.as_manager()
    if TYPE_CHECKING:
        closed_at: dt.datetime | None  # of rows read `with_closing`

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(young_person__isnull=False) ^ Q(about__isnull=False), name="concern_about_somebody"
            ),
        ]
        indexes = [models.Index(fields=["team", "raised_at"]), models.Index(fields=["school", "raised_at"])]

    class Privacy:
        public = ["school", "team", "raised_by", "raised_at", "where"]
        personal = ["young_person", "about"]
        clinical = ["own_words", "action_taken", "reason", "is_immediate"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")

    @property
    def who(self) -> str:
        """The name of whoever it is about, as we know it or as it was given."""
        return self.young_person.name if self.young_person else self.about or ""

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams or self.school_id in reach.own_schools


class ConcernEntry(Record, Recorded):
    """What came after: notes, corrections, actions, the outcome, the closing. Never changed either."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=ConcernEntryKind)
    words = EncryptedTextField(ring="concern")
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern"], condition=Q(kind=ConcernEntryKind.CLOSED), name="concern_closed_once"
            )
        ]

    class Privacy:
        public = ["concern", "kind", "written_at", "written_by"]
        clinical = ["words"]

    @property
    def audit_person_id(self) -> str:
        return self.concern.audit_person_id


class ConcernStepQuerySet(RecordedQuerySet):
    def waiting(self) -> Any:
        """Somebody was told and has not said that they know of it."""
        return self.filter(user__isnull=False, acknowledged_at__isnull=True)

    def late(self) -> Any:
        """And their time is over."""
        return self.waiting().filter(due_at__lte=clock.now())


class ConcernStep(Record, Recorded):
    """Somebody must know by a time, and says that they do. Unanswered, it climbs to the next.

    Without a `user` nobody holds that role at the school or in the team, and it has climbed at once.
    """

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=32, choices=ConcernRole)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="concern_steps")
    told_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    escalated_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernStepQuerySet.as_manager()

    class Meta:
        ordering = ["concern", "order"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "order"], name="concern_step_order_once"),
            models.UniqueConstraint(fields=["concern", "role"], name="concern_step_role_once"),
            models.CheckConstraint(condition=Q(due_at__gte=F("told_at")), name="concern_step_due_later"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="concern_step_acknowledged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["acknowledged_at", "due_at"]),
            models.Index(fields=["user"], condition=Q(acknowledged_at__isnull=True), name="concern_step_waits_for"),
        ]

    class Privacy:
        public = [
            "concern", "order", "role", "user", "told_at", "due_at", "acknowledged_at", "acknowledged_by",
            "escalated_at",
        ]  # fmt: skip

    @property
    def audit_person_id(self) -> str:
        return self.concern.audit_person_id

    @property
    def is_waiting(self) -> bool:
        return self.user_id is not None and self.acknowledged_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.due_at <= clock.now()


class ConcernDraft(Record):
    """What somebody has typed so far and not sent. Nobody else sees it, and it is not a record.

    Its id becomes the concern's, so that the same form sent twice is one concern.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="concern_drafts")
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    where = models.CharField(max_length=80, blank=True)
    about = EncryptedTextField(ring="concern", null=True)
    own_words = EncryptedTextField(ring="concern", null=True)
    action_taken = EncryptedTextField(ring="concern", null=True)
    reason = EncryptedTextField(ring="concern", null=True)
    is_immediate = models.BooleanField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-changed_at"]

    class Privacy:
        public = ["owner", "school", "where", "changed_at"]
        personal = ["young_person", "about"]
        clinical = ["own_words", "action_taken", "reason", "is_immediate"]
