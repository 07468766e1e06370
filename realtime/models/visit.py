"""One time that somebody came to talk: the wait, and the chat that it led to."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from realtime.enums import HELD_VISITS, OPEN_VISITS, Feeling, RaisedBecause, Urgency, VisitState
from realtime.models.conversation import Conversation
from realtime.models.service import Service
from realtime.models.visitor import Visitor

if TYPE_CHECKING:
    import datetime as dt

    from mhst.core.reach import Reach

WITH_CHAT = (VisitState.CLAIMED, VisitState.CLOSED)


class VisitQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(service__team__in=reach.teams)

    def in_line(self, now: "dt.datetime") -> Any:
        """Those whose turn can come: waiting, or with a counsellor who let the offer run out; and still heard of."""
        is_free = Q(state=VisitState.WAITING) | Q(state=VisitState.OFFERED, offered_until__lte=now)
        return self.filter(is_free, held_place__until__gt=now).order_by("turn_at", "joined_at", "pk")


class Visit(Record, Recorded):
    """Where one person stands who came to talk.

    `turn_at` orders the queue: when they came, or the time they had booked, less ten minutes for each band, and never
    more than half an hour before they came. Bands are raised by their own word of urgency or by a human with a reason.
    `holder` is whoever counsels them, or has been offered to.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="visits", db_index=False)
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="visits")
    state = models.CharField(max_length=11, choices=VisitState, default=VisitState.WAITING)
    urgency = models.CharField(max_length=8, choices=Urgency, blank=True)
    band = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(default=clock.now)
    turn_at = models.DateTimeField()
    hour = models.PositiveSmallIntegerField(help_text="By the clock on the wall when they came.")
    staffed = models.PositiveSmallIntegerField(help_text="How many were on shift when they came.")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="visits_held")
    wishes = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False,
        help_text="Whom both wish them to talk with again.",
    )  # fmt: skip
    offered_until = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    conversation = models.OneToOneField(Conversation, models.PROTECT, null=True, related_name="visit")
    would_again = models.BooleanField(default=False, help_text="The counsellor would talk with them again.")
    was_stopped = models.BooleanField(default=False, help_text="The young person stopped the chat themselves.")
    feelings = EncryptedTextField()
    on_mind = EncryptedTextField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at"]
        indexes = [
            models.Index(fields=["service", "turn_at"], condition=Q(state=VisitState.WAITING), name="visit_in_line"),
            models.Index(
                fields=["service", "staffed", "hour"], condition=Q(claimed_at__isnull=False), name="visit_waits"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["visitor"], condition=Q(state__in=OPEN_VISITS), name="visit_open_once"),
            models.UniqueConstraint(
                fields=["holder"], condition=Q(state=VisitState.OFFERED), name="visit_offered_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(*HELD_VISITS, VisitState.CLOSED), holder__isnull=False)
                | (~Q(state__in=(*HELD_VISITS, VisitState.CLOSED)) & Q(holder__isnull=True)),
                name="visit_has_a_holder_while_held",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITH_CHAT, conversation__isnull=False, claimed_at__isnull=False)
                | (~Q(state__in=WITH_CHAT) & Q(conversation__isnull=True, claimed_at__isnull=True)),
                name="visit_has_its_chat_once_claimed",
            ),
            models.CheckConstraint(
                condition=Q(state=VisitState.OFFERED, offered_until__isnull=False)
                | (~Q(state=VisitState.OFFERED) & Q(offered_until__isnull=True)),
                name="visit_offered_until_a_time",
            ),
            models.CheckConstraint(condition=Q(band__lte=3), name="visit_band_at_most_three"),
        ]

    class Privacy:
        public = [
            "service", "visitor", "state", "band", "joined_at", "turn_at", "hour", "staffed", "holder", "wishes",
            "offered_until", "claimed_at", "ended_at", "conversation", "would_again", "was_stopped",
        ]  # fmt: skip
        clinical = ["urgency", "feelings", "on_mind"]

    @property
    def feels(self) -> str:
        """What they picked, in words."""
        return ", ".join(str(Feeling(one).label) for one in self.feelings.split(",") if one in Feeling.values)

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.service.team_id in reach.teams


class HeldPlace(models.Model):
    """Until when a place in the queue is kept for a phone that is silent, and the lowest place that it was shown.

    Renewed while the page is open; nothing that an audit would keep.
    """

    visit = models.OneToOneField(Visit, models.CASCADE, primary_key=True, related_name="held_place")
    until = models.DateTimeField()
    shown = models.PositiveIntegerField(null=True)

    class Privacy:
        public = ["visit", "until", "shown"]


class Raising(Record, Recorded):
    """Somebody of the staff moved a visit up in the queue, for a reason."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="raisings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    because = models.CharField(max_length=16, choices=RaisedBecause)
    bands = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["visit", "user", "bands"]
        clinical = ["because"]
