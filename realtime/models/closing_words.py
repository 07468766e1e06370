"""What a young person wrote beside a chat as it came to its end, where a person should look at it."""

from django.db import models
from django.db.models import Q

from mhst.core.crypto import envelope
from realtime.enums import ClosingKind, FlagKind
from realtime.models.ending import Words
from realtime.models.marked import Marked, marks_unless_not_checked
from realtime.models.participant import Participant


class ClosingWords(Words, Marked):
    """As they were saved, so that writing over them takes them from nobody's eyes; sealed for the conversation."""

    OWNER = "author__conversation"

    author = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    written_in = models.CharField(max_length=8, choices=ClosingKind)
    kind = models.CharField(max_length=11, choices=FlagKind)
    words = envelope.EnvelopeField()
    marks = envelope.EnvelopeField(null=True)

    class Meta(Marked.Meta):
        constraints = [
            *Marked.Meta.constraints,
            marks_unless_not_checked("closingwords_have_marks_unless_not_checked"),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(outcome=""), name="closing_words_wait")]

    class Privacy:
        public = ["author", "written_in", "list_version", "outcome", "answered_at", "answered_by", "told"]
        clinical = ["kind", "words", "marks"]
