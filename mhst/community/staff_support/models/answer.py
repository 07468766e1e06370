"""What hangs on a request, and goes with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.community.staff_support.enums import OfferKind, OfferState
from mhst.community.staff_support.models.apart import Apart, sealed
from mhst.community.staff_support.models.request import Request


class Known(Apart):
    """Whether a worker knows who asks: said before anything more is shown."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="known")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    knows = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "worker"], name="staff_support_known_once")]

    class Privacy:
        public = ["request", "worker"]
        personal = ["knows"]


class Assessment(Apart):
    """The first talk, in words: no score and no level of risk."""

    request = models.OneToOneField(Request, models.CASCADE, related_name="assessment")
    heard = sealed()
    plan = sealed()
    went_through_help = models.BooleanField(help_text="The ways to get help now were gone through together.")

    class Privacy:
        public = ["request"]
        clinical = ["heard", "plan", "went_through_help"]


class Offer(Apart):
    """A time to talk, or somebody else who could help."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="offers")
    kind = models.CharField(max_length=8, choices=OfferKind)
    starts_at = models.DateTimeField(null=True, blank=True)
    words = sealed()
    state = models.CharField(max_length=9, choices=OfferState, default=OfferState.OPEN)

    class Meta:
        ordering = ["starts_at", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=OfferKind.TIME, starts_at__isnull=False)
                | Q(kind=OfferKind.SIGNPOST, starts_at__isnull=True),
                name="staff_support_time_has_time",
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(state=OfferState.CHOSEN), name="staff_support_one_chosen"
            ),
        ]

    class Privacy:
        public = ["request"]
        personal = ["kind", "starts_at", "state"]
        clinical = ["words"]

    @property
    def is_time(self) -> bool:
        return self.kind == OfferKind.TIME


class Note(Apart):
    """What one of the two wrote to the other. Never changed."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="notes")
    is_workers = models.BooleanField()
    words = sealed()

    class Meta:
        ordering = ["created_at"]

    class Privacy:
        public = ["request", "is_workers"]
        clinical = ["words"]
