from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.community.prescribing.enums import ClosedBecause, Next, State
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.places.models import Team

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class LinkReferralQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those of a team that is reached. Nobody reaches all of them."""
        return self.filter(team__in=reach.teams)


class LinkReferral(Record, Recorded):
    """A young person, with their agreement, is referred to a link worker."""

    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_on = models.DateField(default=clock.today)
    agreement = models.ForeignKey(
        ConsentDecision, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The yes to it. Empty of those who were referred before it was a decision of its own.",
    )  # fmt: skip
    agreed_on = models.DateField(help_text="When they agreed to it.")
    reason = EncryptedTextField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    matters = EncryptedTextField(null=True)
    planned_on = models.DateField(null=True, blank=True)
    next_after_tries = models.CharField(max_length=11, choices=Next, blank=True)
    tries_decided = models.PositiveSmallIntegerField(default=0, help_text="How many tries there were then.")
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=11, choices=ClosedBecause, blank=True)
    closing_words = EncryptedTextField(null=True)

    objects = LinkReferralQuerySet.as_manager()

    class Meta:
        ordering = ["received_on", "created_at"]
        indexes = [models.Index(fields=["team", "state"], name="link_referral_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=~Q(state=State.CLOSED), name="link_referral_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False) & ~Q(closed_because="")
                | ~Q(state=State.CLOSED) & Q(closed_on__isnull=True, closed_because=""),
                name="link_referral_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ACTIVE) | Q(worker__isnull=False), name="link_referral_with_somebody"
            ),
        ]

    class Privacy:
        public = ["team", "referred_by", "received_on", "state", "worker", "closed_on"]
        personal = ["young_person", "agreement", "agreed_on", "planned_on", "next_after_tries", "tries_decided"]
        clinical = ["reason", "matters", "closed_because", "closing_words"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)

    @property
    def is_taken_back(self) -> bool:
        """Nothing more is asked of them then."""
        return self.closed_because == ClosedBecause.TAKEN_BACK

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED

    def is_within(self, reach: "Reach") -> bool:
        return self.team_id in reach.teams


class OfReferral(Record, Recorded):
    """What hangs on a referral is about the same young person."""

    class Meta:
        abstract = True

    @property
    def audit_person_id(self) -> str:
        return str(self.referral.young_person_id)  # type: ignore[attr-defined]
