from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import Practitioner, YoungPerson
from sessions_app.enums import AttendanceCode, GroupSessionType, Mechanism, RecordState, WhyNotThere
from sessions_app.models.referral import Referral
from sessions_app.models.session import Attendance, SupportSession


class SessionRecord(Record, Recorded):
    """What one session was for one young person: saved as it is typed, until it is signed.

    `version` counts saves, so that two windows cannot overwrite each other. How safe somebody is, is said in
    words with a plan and its owner: no level and no score exists.
    """

    session = models.ForeignKey(SupportSession, models.PROTECT, related_name="records")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="session_records")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="session_records")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=RecordState, default=RecordState.DRAFT)
    done = models.JSONField(default=list, help_text="What of the programme's plan was done, by its words' number.")
    gave_intervention = models.BooleanField(default=False, help_text="A coded intervention was given.")
    note = EncryptedTextField(null=True)
    safety = EncryptedTextField(null=True, help_text="What was asked and said about being safe, in words.")
    safety_plan = EncryptedTextField(null=True, help_text="Who does what by when.")
    safety_owner = models.ForeignKey(Practitioner, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["session__date", "session__start_minute"]
        constraints = [
            models.UniqueConstraint(fields=["session", "young_person"], name="session_record_once"),
            models.CheckConstraint(
                condition=Q(state=RecordState.SIGNED) ^ Q(signed_at__isnull=True), name="session_record_signed_when"
            ),
            models.CheckConstraint(
                condition=Q(safety_plan__isnull=True) | Q(state=RecordState.DRAFT) | Q(safety_owner__isnull=False),
                name="session_record_plan_has_an_owner",
            ),
        ]

    class Privacy:
        public = [
            "session", "referral", "author", "state", "done", "gave_intervention", "safety_owner", "saved_at",
            "signed_at", "version",
        ]  # fmt: skip
        personal = ["young_person"]
        clinical = ["note", "safety", "safety_plan"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)


class RecordAddition(Record, Recorded):
    """Something added to a signed record. What was signed stays as it is."""

    record = models.ForeignKey(SessionRecord, models.CASCADE, related_name="additions")
    words = EncryptedTextField()
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["added_at"]

    class Privacy:
        public = ["record", "added_at", "added_by"]
        clinical = ["words"]

    @property
    def audit_person_id(self) -> str:
        return self.record.audit_person_id


class AttendanceChange(Record, Recorded):
    """What was written down about who came before it was corrected, and why it was. Never changed."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="changes")
    was_code = models.CharField(max_length=1, choices=AttendanceCode)
    was_why_not_there = models.CharField(max_length=16, choices=WhyNotThere, blank=True)
    was_mechanism = models.CharField(max_length=2, choices=Mechanism)
    was_minutes = models.PositiveSmallIntegerField(null=True)
    was_with_parent = models.BooleanField()
    why = EncryptedTextField()
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["changed_at"]

    class Privacy:
        public = ["attendance", "was_mechanism", "was_minutes", "was_with_parent", "changed_at", "changed_by"]
        clinical = ["was_code", "was_why_not_there", "why"]

    @property
    def audit_person_id(self) -> str:
        return self.attendance.audit_person_id


class HeadCount(Record, Recorded):
    """How many came to a session whose attendees are not known by name (MHSDS group session)."""

    session = models.OneToOneField(SupportSession, models.PROTECT, related_name="head_count")
    kind = models.CharField(max_length=2, choices=GroupSessionType)
    came = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()

    class Privacy:
        public = ["session", "kind", "came", "minutes"]


class Goal(Record, Recorded):
    """Something the young person wants, in their own words."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = EncryptedTextField()
    set_on = models.DateField(default=clock.today)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="goal_number_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 9)), name="goal_number_small"),
        ]

    class Privacy:
        public = ["referral", "number", "set_on", "dropped_on"]
        clinical = ["words"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id


class GoalScore(Record, Recorded):
    """How near a goal is on one day: 0 not at all, 10 reached. The young person says."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="scores")
    session = models.ForeignKey(SupportSession, models.PROTECT, null=True, blank=True, related_name="goal_scores")
    scored_on = models.DateField(default=clock.today)
    score = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scored_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 10)), name="goal_score_0_to_10"),
            models.UniqueConstraint(fields=["goal", "session"], name="goal_score_once_a_session"),
        ]

    class Privacy:
        public = ["goal", "session", "scored_on"]
        clinical = ["score"]

    @property
    def audit_person_id(self) -> str:
        return self.goal.audit_person_id
