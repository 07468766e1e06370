from django.conf import settings
from django.db import models
from django.db.models import Q

from cms.directory.enums import ProposalState
from cms.directory.models.edit_link import EditLink
from cms.directory.models.service import Service
from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record


class Proposal(Record, Recorded):
    """What a partner wrote about an entry of theirs: only what differs, as it was and as it should be."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="proposals")
    link = models.ForeignKey(EditLink, models.PROTECT, related_name="proposals")
    before = models.JSONField()
    after = models.JSONField()
    sent_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    answer = models.CharField(max_length=500, blank=True, help_text="What the partner is told when it is sent back.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(state="waiting"), name="one_waiting_proposal_an_entry"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_decided_at_some_time",
            ),
        ]

    class Privacy:
        public = ["service", "link", "before", "after", "sent_at", "state", "answer", "decided_by", "decided_at"]
