import datetime as dt
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core import clock
from mhst.core.crypto import EncryptedTextField
from mhst.core.records import Record
from mhst.places.models import Team
from realtime.enums import KEPT_AS, ConversationState, KeptBecause, RetentionKind
from realtime.models.conversation import Conversation
from realtime.models.visit import Visit
from realtime.models.visitor import Visitor

if TYPE_CHECKING:
    from mhst.core.reach import Reach


class RetentionClass(Record, Recorded):
    """How long words of one kind are kept after they have ended."""

    kind = models.CharField(max_length=10, choices=RetentionKind, unique=True)
    keep_days = models.PositiveIntegerField()
    settled_by = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who agrees to what belongs to no team. Empty: the team of the counselling that was there first.",
    )  # fmt: skip

    class Meta:
        ordering = ["kind"]
        constraints = [models.CheckConstraint(condition=Q(keep_days__gte=1), name="retention_at_least_a_day")]

    class Privacy:
        public = ["kind", "keep_days", "settled_by"]


def _is_before_its_time() -> Q:
    """Of conversations, by how long their class is kept now."""
    classes, none = RetentionClass.objects.order_by().values_list("kind", "keep_days"), Q(pk__in=())
    since = {kind: clock.now() - dt.timedelta(days=days) for kind, days in classes}
    return reduce(or_, (Q(kind=kind, conversation__ended_at__gte=before) for kind, before in since.items()), none)


#: Each of these is one sort of thing that is destroyed.
THINGS = ("conversation", "visit", "post", "visitor", "beyond")


def _is_of_one_thing() -> Q:
    return reduce(or_, (Q(**{f"{name}__isnull": name != one for name in THINGS}) for one in THINGS))


class DestructionQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(team__in=reach.teams)

    def open(self) -> Any:
        """Neither destroyed nor kept. What still goes on is not due, whoever asked for it; what was kept before its
        time, and is no longer, is due when that has come or the young person has asked."""
        due = self.filter(done_at=None, kept_because="").exclude(conversation__state=ConversationState.OPEN)
        return due.exclude(_is_before_its_time(), liftings__isnull=False, conversation__deletion_asked_at=None)

    def kept(self) -> Any:
        return self.exclude(kept_because="")

    def locked_of(self, conversation: Conversation) -> Any:
        """What is known of it, if anything: of two who decide about it at once, one comes after the other. Asked before
        the conversation itself is locked, as whoever agrees does."""
        return self.select_for_update(of=("self",)).select_related("kept_by").filter(conversation=conversation).first()


class Destruction(Record, Recorded):
    """Something is due to be destroyed. Two people agree, or one says why it is kept.

    What is kept, before its time too, stays so until somebody lifts it. `ended_at` of what went on then is when it was
    kept, until somebody settles it when it is over.
    """

    kind = models.CharField(max_length=10, choices=RetentionKind)
    team = models.ForeignKey(Team, models.PROTECT, related_name="destructions")
    conversation = models.OneToOneField(Conversation, models.PROTECT, null=True, related_name="destruction")
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, related_name="destruction")
    post = models.OneToOneField("posts.Post", models.PROTECT, null=True, related_name="+")
    visitor = models.OneToOneField(Visitor, models.PROTECT, null=True, related_name="destruction")
    beyond = models.UUIDField(
        null=True, unique=True, help_text="Which, of what an app above keeps: see queries.beyond."
    )
    ended_at = models.DateTimeField()
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    kept_because = models.CharField(max_length=12, choices=KeptBecause, blank=True)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True)

    objects = DestructionQuerySet.as_manager()

    class Meta:
        ordering = ["ended_at"]
        constraints = [
            models.CheckConstraint(
                condition=_is_of_one_thing(),
                name="destruction_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True, first_at__isnull=True)
                | Q(first_by__isnull=False, first_at__isnull=False),
                name="destruction_first_agreed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, second_by__isnull=True)
                | (
                    Q(done_at__isnull=False, first_by__isnull=False, second_by__isnull=False)
                    & ~Q(second_by=F("first_by"))
                ),
                name="destruction_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(kept_because="", kept_by__isnull=True)
                | (~Q(kept_because="") & Q(kept_by__isnull=False, done_at__isnull=True)),
                name="destruction_done_or_kept",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "ended_at"], condition=Q(done_at__isnull=True, kept_because=""), name="destruction_due"
            )
        ]

    class Privacy:
        public = [
            "kind", "team", "conversation", "visit", "post", "visitor", "beyond", "ended_at", "first_by", "first_at",
            "second_by", "done_at", "kept_because", "kept_by", "kept_at",
        ]  # fmt: skip

    def is_within(self, reach: "Reach") -> bool:
        return reach.everywhere or self.team_id in reach.teams

    @property
    def what(self) -> str:
        """As one of its kind is called."""
        return RetentionKind(self.kind).of_one

    @classmethod
    def of(cls, conversation: Conversation) -> "Destruction":
        """Of one that nothing is known of yet; not saved."""
        return cls(
            kind=KEPT_AS[conversation.kind], team=conversation.team, conversation=conversation,
            ended_at=conversation.ended_at or clock.now(),
        )  # fmt: skip


class Lifting(Record, Recorded):
    """Somebody has said why something is kept no longer; two people agree anew before it is destroyed."""

    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="liftings")
    kept_because = models.CharField(max_length=12, choices=KeptBecause)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    words = EncryptedTextField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    lifted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["lifted_at"]

    class Privacy:
        public = ["destruction", "kept_because", "kept_by", "lifted_by", "lifted_at"]
        clinical = ["words"]
