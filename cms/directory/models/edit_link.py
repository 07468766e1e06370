from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cms.directory.enums import LinkStanding
from cms.directory.models.provider import Provider
from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record


class EditLink(Record, Recorded):
    """A partner keeps their entries right by it, without an account. Only the hash is kept."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="edit_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="edit_link_expires_later")
        ]

    class Privacy:
        public = ["provider", "token_hash", "made_by", "expires_at", "revoked_at"]

    @property
    def standing(self) -> LinkStanding:
        if self.revoked_at:
            return LinkStanding.REVOKED
        return LinkStanding.LIVE if clock.now() < self.expires_at else LinkStanding.EXPIRED

    @property
    def is_live(self) -> bool:
        return self.standing == LinkStanding.LIVE
