import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.people.models import YoungPerson
from mhst.places.models import Team
from sessions_app.enums import Channel, MessageState, MessageWords, Problem

if TYPE_CHECKING:
    from mhst.core.reach import Reach

#: After so long whoever was sending is taken for dead. Much longer than any sending service is waited for.
PATIENCE = dt.timedelta(minutes=10)


class MessageQuerySet(models.QuerySet):
    def within(self, reach: "Reach") -> Any:
        """Those of the teams reached. What no team asked for is for whoever keeps the system."""
        return self if reach.everywhere else self.filter(team__in=reach.teams)

    def due(self, now: dt.datetime) -> Any:
        """Those whose time has come, and those whose sender has not been heard of for too long."""
        return self.filter(
            Q(state=MessageState.WAITING, not_before__lte=now)
            | Q(state=MessageState.SENDING, claimed_at__lt=now - PATIENCE)
        )


class ContactPreference(Record, Recorded):
    """A channel that somebody said is safe. Without a row nobody is written to."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="contact_preferences")
    parent = models.ForeignKey(
        "people.ParentOrGuardian", models.CASCADE, null=True, blank=True, related_name="contact_preferences"
    )
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=254)
    reminders = models.BooleanField(default=False)
    letters = models.BooleanField(default=False)
    agreed_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "channel"],
                condition=Q(ended_on__isnull=True, parent__isnull=True),
                name="contact_preference_once_a_channel",
            ),
            models.UniqueConstraint(
                fields=["parent", "channel"],
                condition=Q(ended_on__isnull=True, parent__isnull=False),
                name="contact_preference_once_a_parents_channel",
            ),
        ]

    class Privacy:
        personal = ["young_person", "parent", "channel", "address", "reminders", "letters", "agreed_on", "ended_on"]

    @property
    def audit_person_id(self) -> str:
        return str(self.young_person_id)


class Message(Record):
    """The outbox: what is to be said to whom, once. The row is the truth; a job is its doorbell.

    `key` names the occasion, so that asking twice writes one row. `words` names a neutral template; nothing about
    anybody is in it. Address and details are sealed, and forgotten when the message is done with.
    """

    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=8, choices=Channel)
    words = models.CharField(max_length=40, choices=MessageWords)
    address = EncryptedTextField(null=True)
    details = EncryptedTextField(null=True, help_text="JSON. Neutral: a date and a time, a link of our own.")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="messages", help_text="Whose it is to mend."
    )
    preference = models.ForeignKey(
        ContactPreference, models.CASCADE, null=True, blank=True, related_name="messages",
        help_text="By what they agreed to. Without one it was asked for there and then.",
    )  # fmt: skip
    session = models.ForeignKey(
        "sessions_app.SupportSession", models.CASCADE, null=True, blank=True, related_name="messages"
    )
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    not_before = models.DateTimeField(default=clock.now)
    not_after = models.DateTimeField(null=True, blank=True, help_text="The moment from which it is of no use.")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    may_have_gone = models.BooleanField(default=False, help_text="Sending began, and its end is not known.")
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=80, blank=True)
    problem = models.CharField(max_length=16, choices=Problem, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["not_before", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT) ^ Q(sent_at__isnull=True), name="message_sent_when"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MessageState.SENT, MessageState.CANCELLED]) | Q(address__isnull=True),
                name="message_done_with_knows_no_address",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"])]

    class Privacy:
        public = [
            "key", "channel", "words", "team", "state", "not_before", "not_after", "attempts", "claimed_at",
            "may_have_gone", "sent_at", "provider_id", "problem",
        ]  # fmt: skip
        personal = ["address", "details", "preference", "session"]

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams
