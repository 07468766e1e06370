from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.community.enums import OPEN, DeclineReason, Giver, HelpKind, NeighbourState, WithdrawnWhy
from mhst.community.models.partner import Partner
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import ConsentMethod
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.places.models import School, Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class NeighbourReferralQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those of the teams reached. Who answers for a partner is another matter: see `queries.answer`."""
        return self if reach.everywhere else self.filter(team__in=reach.teams)

    def open(self) -> Any:
        return self.filter(state__in=OPEN)

    def left(self) -> Any:
        """Open, and nobody's any more: whoever referred has left."""
        return self.open().filter(referred_by__is_active=False)

    def late(self, day: Any) -> Any:
        """Not answered within the days that the partner has."""
        return self.filter(state=NeighbourState.SENT, answer_by__lt=day)


class NeighbourReferral(Record, Recorded):
    """One partner is asked to help one person, in words that person agreed to. Exactly these words are shown.

    Who is on record agreed by a decision of their own (`agreement`); of who is not, a nickname in the chat or an
    unnamed pupil, it is written here who said yes.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=12, choices=HelpKind)
    team = models.ForeignKey(Team, models.PROTECT, related_name="neighbour_referrals")
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="In whose name, where a school refers. The team is then the one that the school works with.",
    )  # fmt: skip
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="neighbour_referrals")
    young_person = models.ForeignKey(
        YoungPerson, models.CASCADE, null=True, blank=True, related_name="neighbour_referrals"
    )
    why = EncryptedTextField(null=True, help_text="In words that they agreed to.")
    contact = EncryptedTextField(null=True, help_text="How the partner may reach them.")
    agreement = models.ForeignKey(ConsentDecision, models.CASCADE, null=True, blank=True, related_name="+")
    agreed_by = models.CharField(max_length=8, choices=Giver, blank=True)
    agreed_how = models.CharField(max_length=10, choices=ConsentMethod, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    assessment = EncryptedTextField(null=True, help_text="What was asked and understood, where somebody judged it.")
    state = models.CharField(max_length=12, choices=NeighbourState, default=NeighbourState.SENT)
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    answer_words = EncryptedTextField(null=True, help_text="What the partner says beside yes or no.")
    chases = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True, blank=True, help_text="When the partner last told how it goes.")
    follow_up_on = models.DateField(null=True, blank=True)
    outcome = EncryptedTextField(null=True, help_text="What came of it.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Followed up, or withdrawn.")
    withdrawn_why = models.CharField(max_length=16, choices=WithdrawnWhy, blank=True)

    objects = NeighbourReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(young_person__isnull=False, agreement__isnull=False, agreed_by="")
                | Q(young_person__isnull=True, agreement__isnull=True, agreed_on__isnull=False)
                & ~Q(agreed_by="")
                & ~Q(agreed_how=""),
                name="neighbour_referral_was_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[NeighbourState.FOLLOWED_UP, NeighbourState.WITHDRAWN])
                ^ Q(ended_at__isnull=True),
                name="neighbour_referral_ended_when",
            ),
        ]
        indexes = [models.Index(fields=["team", "state"]), models.Index(fields=["referred_by", "state"])]

    class Privacy:
        public = [
            "partner", "kind", "team", "school", "referred_by", "state", "answer_by", "answered_at", "decline_reason",
            "chases", "told_on", "follow_up_on", "ended_at", "withdrawn_why",
        ]  # fmt: skip
        personal = ["young_person", "agreement", "agreed_by", "agreed_how", "agreed_on"]
        clinical = ["why", "contact", "assessment", "answer_words", "outcome"]

    def __str__(self) -> str:
        return f"{self.about}: {self.partner}"

    @property
    def about(self) -> str:
        return self.young_person.name if self.young_person else "Somebody who is not on record"

    @property
    def who_asks(self) -> str:
        """In whose name the partner is asked."""
        return f"{self.school}, with {self.team}" if self.school else str(self.team)

    @property
    def is_left(self) -> bool:
        """Whoever referred works here no more."""
        return not self.referred_by.is_active

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id or "")

    @property
    def is_late(self) -> bool:
        return self.state == NeighbourState.SENT and self.answer_by < clock.today()

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams
