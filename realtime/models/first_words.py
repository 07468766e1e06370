"""What somebody wrote before they waited, for a person to look at: words of theirs that are in no conversation."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from realtime.enums import UNREACHED_VISITS, FlagKind, FlagOutcome
from realtime.models.visit import Visit

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class FirstWordsQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(visit__service__team__in=reach.teams)

    def marked(self) -> Any:
        """Those with marks, or that nothing could check, that nobody has answered."""
        return self.filter(outcome="").exclude(kind="")

    def open(self) -> Any:
        """Those that ask for a person's answer: marked ones, and all of somebody with whom nobody has talked since."""
        unread = Q(outcome="") | Q(answered_at__lt=F("visit__ended_at"))
        return self.filter((Q(outcome="") & ~Q(kind="")) | (Q(visit__state__in=UNREACHED_VISITS) & unread))


class FirstWords(Record, Recorded):
    """What a program marked in `Visit.on_mind`, and what somebody who has read it does about it.

    Nothing in it is about whoever wrote them: no level, no score, and nothing follows for their place in the queue.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="first_words")
    kind = models.CharField(max_length=11, choices=FlagKind, blank=True, help_text="Empty: nothing was marked.")
    marks = EncryptedTextField()
    list_version = models.CharField(max_length=8, blank=True, help_text="Names the list of phrases that was used.")
    outcome = models.CharField(max_length=11, choices=FlagOutcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    told = models.PositiveSmallIntegerField(default=0, help_text="How often others were told that nobody had looked.")

    objects = FirstWordsQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="first_words_answered_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="first_words_wait")]

    class Privacy:
        public = ["visit", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "marks"]

    def is_within(self, reach: "Reach") -> bool:
        return self.visit.is_within(reach)
