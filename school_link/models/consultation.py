from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.enums import Gender
from mhst.places.models import School
from realtime.models import Conversation
from school_link.enums import (
    OVER,
    UNSENT,
    ConsultationState,
    ConsultationTheme,
    ConsultationUrgency,
    Side,
)
from school_link.models.desk import Desk

USER = settings.AUTH_USER_MODEL


class ConsultationQuerySet(RecordedQuerySet):
    def sent(self) -> Any:
        return self.exclude(state__in=UNSENT)


class Consultation(Record, Recorded):
    """A school asks specialists for advice about somebody it does not name.

    `edition` counts every change of the advice: what is signed is one edition. `version` counts the changes of what is
    asked while it is written.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="consultations")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="consultations")
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="consultations_written")
    lead = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="consultations_led", help_text="Who sent it."
    )
    holder = models.ForeignKey(USER, models.PROTECT, null=True, related_name="consultations_held")
    state = models.CharField(max_length=9, choices=ConsultationState, default=ConsultationState.DRAFT)
    urgency = models.CharField(max_length=7, choices=ConsultationUrgency, blank=True)
    theme = models.CharField(max_length=14, choices=ConsultationTheme, blank=True)
    year_group = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=1, choices=Gender, blank=True)
    concern = EncryptedTextField()
    tried = EncryptedTextField()
    wanted = EncryptedTextField()
    is_no_emergency = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    coming_at = models.DateTimeField(null=True, help_text="When whoever answers said that they would be in the room.")
    agreed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True, help_text="When both sides were told that it ends if nobody goes on.")
    gone_on_at = models.DateTimeField(
        null=True, help_text="When somebody last went on with it in a way of which no row of that time is left."
    )
    over_at = models.DateTimeField(null=True, help_text="When it was over, in whichever way.")
    forgotten_at = models.DateTimeField(null=True, help_text="When what was asked and answered was destroyed.")
    lapsed_at = models.DateTimeField(null=True, help_text="When it ended by itself, as nobody went on with it.")
    edition = models.PositiveIntegerField(default=0)
    conversation = models.OneToOneField(Conversation, models.PROTECT, null=True, related_name="consultation")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["desk", "state"]), models.Index(fields=["school", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNSENT, sent_at__isnull=True) | (~Q(state__in=UNSENT) & Q(sent_at__isnull=False)),
                name="consultation_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "agreed"]) | Q(holder__isnull=False, conversation__isnull=False),
                name="consultation_with_somebody_in_a_room",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False), name="consultation_agreed_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, over_at__isnull=False) | (~Q(state__in=OVER) & Q(over_at__isnull=True)),
                name="consultation_over_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="lapsed") | Q(lapsed_at__isnull=False, reminded_at__isnull=False),
                name="consultation_lapsed_after_a_reminder",
            ),
        ]

    class Privacy:
        public = [
            "school", "desk", "written_by", "lead", "holder", "state", "urgency", "theme", "is_no_emergency", "version",
            "saved_at", "sent_at", "due_at", "taken_at", "coming_at", "agreed_at", "reminded_at", "lapsed_at",
            "gone_on_at", "over_at", "forgotten_at", "edition", "conversation",
        ]  # fmt: skip
        personal = ["year_group", "gender"]
        clinical = ["concern", "tried", "wanted"]

    @property
    def is_sent(self) -> bool:
        return self.state not in UNSENT


class ConsultationQuestion(Record, Recorded):
    """What the specialist team asks back before they advise, and the school's answer."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    words = EncryptedTextField()
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answer = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="consultation_question_answered_by_somebody",
            )
        ]

    class Privacy:
        public = ["consultation", "asked_by", "answered_by", "answered_at"]
        clinical = ["words", "answer"]


class AddedAnswer(Record, Recorded):
    """What another of the school says to a question that has its answer: written at the same time, or later."""

    question = models.ForeignKey(ConsultationQuestion, models.PROTECT, related_name="added")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    words = EncryptedTextField()

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["question", "author"]
        clinical = ["words"]


class RoomGuest(Record, Recorded):
    """Somebody who may be in a consultation's room until a time: the grant on the room lets them in, this says why."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="guests")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    invited_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["consultation", "user"], name="room_guest_once")]

    class Privacy:
        public = ["consultation", "user", "side", "invited_by", "until"]
