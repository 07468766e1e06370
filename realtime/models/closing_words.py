"""What a young person wrote beside a chat as it came to its end, where a person should look at it."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from mhst.audit.models import RecordedQuerySet
from mhst.core.crypto import envelope
from realtime.enums import ClosingKind, FlagKind
from realtime.models.ending import Words
from realtime.models.marked import Marked
from realtime.models.participant import Participant

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class ClosingWordsQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(author__conversation__team__in=reach.teams)

    def open(self) -> Any:
        """Those that nobody has answered."""
        return self.filter(outcome="")


class ClosingWords(Words, Marked):
    """As they were saved, so that writing over them takes them from nobody's eyes; sealed for the conversation."""

    author = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    written_in = models.CharField(max_length=8, choices=ClosingKind)
    kind = models.CharField(max_length=11, choices=FlagKind)
    words = envelope.EnvelopeField()
    marks = envelope.EnvelopeField(null=True)

    objects = ClosingWordsQuerySet.as_manager()

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind=FlagKind.MARKED, marks__isnull=False)
                | Q(kind=FlagKind.NOT_CHECKED, marks__isnull=True),
                name="closingwords_have_marks_unless_not_checked",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="closing_words_wait")]

    class Privacy:
        public = ["author", "written_in", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "words", "marks"]

    def is_within(self, reach: "Reach") -> bool:
        return self.author.conversation.is_within(reach)
