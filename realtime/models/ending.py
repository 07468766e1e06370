from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core.crypto import KeyRing, envelope
from mhst.core.records import Record
from realtime.enums import NextStep
from realtime.models.conversation import Conversation
from realtime.models.participant import Participant


def place_in(row: models.Model, column: str) -> str:
    """The associated data of words in one of these rows."""
    return f"{row._meta.db_table}.{column}.{row.pk}"


class Words(models.Model):
    """Rows with words sealed by the key of their conversation."""

    class Meta:
        abstract = True

    def put(self, key: KeyRing, **words: str) -> None:
        """Seal these words, by column; none is nothing."""
        for column, text in words.items():
            setattr(self, column, key.seal(text.encode(), about=place_in(self, column)) if text else None)

    def say(self, key: KeyRing, column: str) -> str:
        """The words in this column. Raises: CannotOpen."""
        kept = getattr(self, column)
        return key.open(bytes(kept), about=place_in(self, column)).decode() if kept else ""


class Ending(Words, Record, Recorded):
    """How a conversation comes to its end: what both write down of it, and what comes next.

    Words are sealed with the key of the conversation and go with it. `version` counts the changes of the summary, so
    that nobody writes over what the other has just written.
    """

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="ending")
    proposed_by = models.ForeignKey(Participant, models.PROTECT, related_name="+", db_index=False)
    changed_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=0)
    summary = envelope.EnvelopeField(null=True)
    goal = envelope.EnvelopeField(null=True)
    next_step = models.CharField(max_length=7, choices=NextStep, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at__isnull=True) | Q(next_step=NextStep.CHAT),
                name="ending_next_chat_at_a_time",
            )
        ]

    class Privacy:
        public = ["conversation", "proposed_by", "changed_by", "version"]
        personal = ["next_step", "next_at"]
        clinical = ["summary", "goal"]


#: What is asked about, in our own words.
SCORES = ("felt_heard", "talked_about_what_matters", "has_an_idea_of_next", "felt_at_ease", "would_come_again")


def score() -> models.PositiveSmallIntegerField:
    """From 1, not at all, to 5, very much; nothing where it was not answered."""
    return models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class Feedback(Words, Record, Recorded):
    """What the young person says about the conversation: about us, never about them."""

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="feedback")
    was_cut_short = models.BooleanField(null=True)
    felt_heard = score()
    talked_about_what_matters = score()
    has_an_idea_of_next = score()
    felt_at_ease = score()
    would_come_again = score()
    words = envelope.EnvelopeField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(*(Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)}) for name in SCORES)),
                name="feedback_from_one_to_five",
            )
        ]

    class Privacy:
        public = ["conversation"]
        personal = ["was_cut_short", *SCORES]
        clinical = ["words"]


class WorkerNote(Words, Record, Recorded):
    """What the counsellor keeps of it for whoever helps next time."""

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="worker_note")
    written_by = models.ForeignKey(Participant, models.PROTECT, related_name="+", db_index=False)
    words = envelope.EnvelopeField()

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["conversation", "written_by"]
        clinical = ["words"]
