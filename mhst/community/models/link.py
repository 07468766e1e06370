from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded
from mhst.community.enums import LinkPurpose, NeighbourState, PartnerLinkStanding
from mhst.community.models.referral import NeighbourReferral
from mhst.core import clock
from mhst.core.records import Record


class PartnerLink(Record, Recorded):
    """A partner answers, or tells how it goes, without an account. For one purpose; only the hash is kept."""

    referral = models.ForeignKey(NeighbourReferral, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=12, choices=LinkPurpose)
    token_hash = models.CharField(max_length=64, unique=True)
    message = models.ForeignKey(
        "sessions_app.Message", models.SET_NULL, null=True, related_name="+", help_text="What took it to the partner."
    )
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="partner_link_expires_later")
        ]

    class Privacy:
        public = [
            "referral", "purpose", "token_hash", "message", "expires_at", "opened_at", "used_at", "revoked_at",
        ]  # fmt: skip

    @property
    def audit_person_id(self) -> str:
        return self.referral.audit_person_id

    @property
    def standing(self) -> PartnerLinkStanding:
        """What whoever opens it now meets. An end that somebody made counts before one that time made."""
        if self.used_at:
            return PartnerLinkStanding.USED
        if self.revoked_at or self.referral.state in (NeighbourState.WITHDRAWN, NeighbourState.FOLLOWED_UP):
            return PartnerLinkStanding.REVOKED
        return PartnerLinkStanding.LIVE if clock.now() < self.expires_at else PartnerLinkStanding.EXPIRED

    @property
    def is_live(self) -> bool:
        return self.standing == PartnerLinkStanding.LIVE
