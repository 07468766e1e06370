import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import Practitioner, YoungPerson
from mhst.places.models import School, Team
from sessions_app.enums import (
    HELD_STATES,
    ONE_AT_A_TIME,
    OPEN_STATES,
    UNMATCHED_STATES,
    ClosedBecause,
    NotAcceptedBecause,
    Pathway,
    ReferralReason,
    ReferralSource,
    ReferralState,
    TriageOutcome,
)
from sessions_app.models.programme import Programme
from sessions_app.models.request import RequestForSupport

if TYPE_CHECKING:
    from mhst.core.reach import Reach


def since_request(name: str) -> Q:
    """This day is not before the one on which the request was received, if there is one."""
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": F("received_on")})


class ReferralQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Of the teams reached. A team that has passed a referral on no longer has it: `team` is who has it now."""
        return self if reach.everywhere else self.filter(team__in=reach.teams)

    def open(self) -> Any:
        return self.filter(state__in=OPEN_STATES)

    def held_by(self, practitioner: Practitioner) -> Any:
        return self.filter(practitioner=practitioner).on_a_caseload()

    def on_a_caseload(self) -> Any:
        """Somebody answers for these now: worked with, paused, or held up until consent is there again."""
        return self.filter(
            practitioner__isnull=False,
            state__in=[*HELD_STATES, ReferralState.PAUSED, ReferralState.AWAITING_CONSENT],
        )

    def review_due(self, day: dt.date) -> Any:
        """Support goes on, and by this day they look back together: `Referral.is_review_due` of many."""
        return self.filter(state=ReferralState.IN_INTERVENTION, review_due_on__lte=day)


class Referral(Record, Recorded):
    """One young person's way from a question to an outcome. Where it stands is `state`; how it got there, its moves.

    The three dates are what stops the national four-week clock (`rules.clock`); actions keep them, so that a list
    of ten thousand needs no second look.
    """

    request = models.OneToOneField(RequestForSupport, models.PROTECT, null=True, blank=True, related_name="referral")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, null=True, blank=True, related_name="referrals")
    school = models.ForeignKey(School, models.PROTECT, related_name="referrals")
    team = models.ForeignKey(Team, models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=20, choices=ReferralState)
    paused_from = models.CharField(max_length=20, choices=ReferralState, blank=True)
    received_on = models.DateField(help_text="The day the request was received: the clock's start.")
    state_since = models.DateTimeField(default=clock.now)
    is_urgent = models.BooleanField(default=False, help_text="A person asked for an answer soon, or decided so.")
    source = models.CharField(max_length=2, choices=ReferralSource)
    reason = models.CharField(max_length=2, choices=ReferralReason, blank=True)
    pathway = models.CharField(max_length=12, choices=Pathway, blank=True)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="referrals")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, blank=True, related_name="referrals")
    first_contact_on = models.DateField(null=True, blank=True)
    first_contact_indirect = models.BooleanField(default=False, help_text="It was work about them, without them there.")
    baseline_on = models.DateField(null=True, blank=True)
    plan_on = models.DateField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=2, choices=ClosedBecause, blank=True)
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeats",
        help_text="The referral that a second request about the same young person was joined to.",
    )
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(young_person__isnull=False) | Q(state__in=sorted(UNMATCHED_STATES)),
                name="referral_matched_before_triage",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(HELD_STATES)) | Q(practitioner__isnull=False),
                name="referral_held_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.PAUSED) ^ Q(paused_from=""), name="referral_paused_from_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(first_contact_on__isnull=False) | Q(first_contact_indirect=False),
                name="referral_first_contact_of_a_kind",
            ),
            models.CheckConstraint(  # what stops the four-week clock comes after what starts it
                condition=since_request("first_contact_on") & since_request("baseline_on") & since_request("plan_on"),
                name="referral_nothing_counts_before_it",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.CLOSED, closed_on__isnull=False)
                | (~Q(state=ReferralState.CLOSED) & Q(closed_on__isnull=True, closed_because="")),
                name="referral_closed_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["young_person"],
                condition=Q(state__in=sorted(ONE_AT_A_TIME)),
                name="referral_one_at_a_time",
            ),
        ]
        indexes = [
            # Whether it is urgent is in it, so that the triage board counts ten thousand without reading their rows.
            models.Index(fields=["team", "state", "received_on", "is_urgent"], name="referral_board"),
            models.Index(
                fields=["team", "follow_up_on"], condition=Q(follow_up_on__isnull=False), name="referral_follow_ups"
            ),
            models.Index(fields=["practitioner", "state"]),
            models.Index(fields=["school", "state"]),
            models.Index(fields=["young_person", "state"]),
        ]

    class Privacy:
        public = [
            "request", "school", "team", "state", "paused_from", "received_on", "state_since", "is_urgent", "source",
            "pathway", "practitioner", "first_contact_on", "first_contact_indirect", "baseline_on", "plan_on",
            "last_seen_on", "review_due_on", "follow_up_on", "closed_on", "closed_because", "same_as", "version",
        ]  # fmt: skip
        personal = ["young_person", "programme"]
        clinical = ["reason"]

    def __str__(self) -> str:
        return f"Referral of {self.received_on:%-d %B %Y}"

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")

    @property
    def waiting_days(self) -> int:
        """Calendar days since the request was received: holidays do not stop the clock."""
        return ((self.closed_on or clock.today()) - self.received_on).days

    @property
    def is_review_due(self) -> bool:
        """Before support has begun, nobody can look back on it, however many sessions there were."""
        is_due = self.review_due_on is not None and self.review_due_on <= clock.today()
        return is_due and self.state == ReferralState.IN_INTERVENTION

    @property
    def clock_stopped_on(self) -> dt.date | None:
        """The latest of first contact, baseline measure and plan, once there are all three."""
        parts = (self.first_contact_on, self.baseline_on, self.plan_on)
        known = [part for part in parts if part]
        return max(known) if len(known) == len(parts) else None

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class ReferralMove(Record, Recorded):
    """One step of a referral: who, when, from where to where, and why. Never changed."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=20, choices=ReferralState, blank=True)
    to_state = models.CharField(max_length=20, choices=ReferralState)
    at = models.DateTimeField(default=clock.now)
    number = models.PositiveIntegerField(default=0, help_text="The referral's version then: orders what came at once.")
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    why = EncryptedTextField(null=True)

    class Meta:
        ordering = ["at", "number"]
        indexes = [models.Index(fields=["referral", "at"])]

    class Privacy:
        public = ["referral", "from_state", "to_state", "at", "number", "moved_by"]
        clinical = ["why"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id


class TriageDecision(Record, Recorded):
    """What the team decided together about one request, with what it says to those who asked."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=TriageOutcome)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+")
    not_accepted_because = models.CharField(max_length=2, choices=NotAcceptedBecause, blank=True)
    why = EncryptedTextField(help_text="The team's reasons; only the team reads them.")
    advice = EncryptedTextField(null=True, help_text="What is said to those who asked.")
    signposts = EncryptedTextField(null=True, help_text="What could help instead, one a line.")
    decided_on = models.DateField(default=clock.today)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_with = models.ManyToManyField(Practitioner, related_name="triage_decisions", blank=True)

    class Meta:
        ordering = ["-decided_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=TriageOutcome.NOT_ACCEPTED) ^ Q(not_accepted_because=""),
                name="triage_not_accepted_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=TriageOutcome.NOT_ACCEPTED) | Q(signposts__isnull=False),
                name="triage_not_accepted_says_what_could_help",
            ),
        ]

    class Privacy:
        public = ["referral", "outcome", "not_accepted_because", "decided_on", "decided_by", "decided_with"]
        personal = ["programme"]
        clinical = ["why", "advice", "signposts"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id


class HandOver(Record, Recorded):
    """A referral goes from one practitioner to another, with a note for whoever comes next."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="hand_overs")
    from_practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="handed_over")
    to_practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="taken_over")
    at = models.DateTimeField(default=clock.now)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = EncryptedTextField(null=True)
    told_on = models.DateField(null=True, blank=True, help_text="When the young person was told who comes next.")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who wrote down that they were told.",
    )  # fmt: skip

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_by__isnull=True) | Q(told_on__isnull=False), name="hand_over_told_on_a_day"
            )
        ]

    class Privacy:
        public = ["referral", "from_practitioner", "to_practitioner", "at", "handed_by", "told_on", "told_by"]
        clinical = ["note"]

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id
