"""What somebody wrote before they waited, for a person to look at: words of theirs that are in no conversation."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from mhst.core.crypto import EncryptedTextField
from realtime.enums import UNREACHED_VISITS, FlagKind
from realtime.models.marked import Marked, MarkedQuerySet
from realtime.models.visit import Visit


class FirstWordsQuerySet(MarkedQuerySet):
    def marked(self) -> Any:
        return super().marked().exclude(kind="")

    def open(self) -> Any:
        """Those that ask for a person's answer: marked ones, and all of somebody with whom nobody has talked since."""
        unread = Q(outcome="") | Q(answered_at__lt=F("visit__ended_at"))
        return self.filter((Q(outcome="") & ~Q(kind="")) | (Q(visit__state__in=UNREACHED_VISITS) & unread))


class FirstWords(Marked):
    """What was marked in `Visit.on_mind`, if anything. Nothing follows for their place in the queue."""

    OWNER = "visit__service"

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="first_words")
    kind = models.CharField(max_length=11, choices=FlagKind, blank=True, help_text="Empty: nothing was marked.")
    marks = EncryptedTextField()

    objects = FirstWordsQuerySet.as_manager()

    class Meta(Marked.Meta):
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="first_words_wait")]

    class Privacy:
        public = ["visit", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "marks"]
