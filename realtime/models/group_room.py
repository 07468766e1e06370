from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from mhst.places.models import Team
from realtime.enums import AgeBand, GroupRoomState
from realtime.models.conversation import Conversation
from realtime.models.participant import Participant

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class GroupRoomQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)


class GroupRoom(Record, Recorded):
    """An hour in which young people of one age write to each other, and every post is read before it is shown."""

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="group_room")
    team = models.ForeignKey(Team, models.PROTECT, related_name="group_rooms")
    title = models.CharField(max_length=80)
    about = models.CharField(max_length=240, blank=True)
    band = models.CharField(max_length=5, choices=AgeBand)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="rooms_hosted")
    second_host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=GroupRoomState, default=GroupRoomState.PLANNED)
    is_frozen = models.BooleanField(default=False, help_text="Nobody but moderators posts for a while.")
    slow_seconds = models.PositiveSmallIntegerField(default=0, help_text="Between two posts of one person; 0 for none.")

    objects = GroupRoomQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["team", "state", "starts_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="group_room_ends_later"),
            models.CheckConstraint(
                condition=Q(second_host__isnull=True) | ~Q(second_host=F("host")), name="group_room_two_hosts"
            ),
        ]

    class Privacy:
        public = [
            "conversation", "team", "title", "about", "band", "starts_at", "ends_at", "host", "second_host", "state",
            "is_frozen", "slow_seconds",
        ]  # fmt: skip

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams


class Removal(Record, Recorded):
    """Somebody was asked to leave a room and does not come back into it."""

    room = models.ForeignKey(GroupRoom, models.PROTECT, related_name="removals")
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="removal")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Privacy:
        public = ["room", "removed_by"]
        personal = ["participant"]


class Aside(Record, Recorded):
    """A moderator asked for a counsellor to talk with somebody of a room, by themselves."""

    room = models.ForeignKey(GroupRoom, models.PROTECT, related_name="asides")
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="aside")
    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="aside")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["room", "conversation", "asked_by"]
        personal = ["participant"]
