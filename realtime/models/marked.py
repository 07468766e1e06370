"""What a program marked in somebody's words, and what the person who has looked at it does about it."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded, RecordedQuerySet
from mhst.core.records import Record
from realtime.enums import FlagKind, FlagOutcome

if TYPE_CHECKING:
    from mhst.core.reach import Reach
    from realtime.models.conversation import Conversation
    from realtime.models.service import Service


class MarkedQuerySet(RecordedQuerySet):
    def within(self, reach: "Reach") -> Any:
        return self if reach.everywhere else self.filter(**{f"{self.model.OWNER}__team__in": reach.teams})

    def open(self) -> Any:
        """Those that ask for a person's answer."""
        return self.marked()

    def marked(self) -> Any:
        """Those with marks, or that nothing could check, that nobody has answered."""
        return self.filter(outcome="")


class Marked(Record, Recorded):
    """Asks for a person's answer, no more. Nothing in it is about whoever wrote the words: no level, score or count.

    Each kind has the `marks`, and the `kind` that says whether it could be checked.
    """

    #: The way from a row to what it belongs to, whose team looks at it.
    OWNER: ClassVar[str]
    objects: ClassVar[Any] = MarkedQuerySet.as_manager()

    list_version = models.CharField(max_length=8, blank=True, help_text="Names the list of phrases that was used.")
    outcome = models.CharField(max_length=11, choices=FlagOutcome, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    told = models.PositiveSmallIntegerField(default=0, help_text="How often others were told that nobody had looked.")

    class Meta:
        abstract = True
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="%(class)s_answered_by_somebody",
            )
        ]

    @property
    def owner(self) -> "Conversation | Service":
        found: Conversation | Service = attrgetter(self.OWNER.replace("__", "."))(self)
        return found

    def is_within(self, reach: "Reach") -> bool:
        return self.owner.is_within(reach)


def marks_unless_not_checked(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(kind=FlagKind.MARKED, marks__isnull=False) | Q(kind=FlagKind.NOT_CHECKED, marks__isnull=True),
        name=name,
    )
