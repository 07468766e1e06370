from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.community.staff_support.enums import ClosedBecause, State
from mhst.community.staff_support.models.apart import Apart, sealed
from mhst.places.models import Team

CLOSED = Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(closed_because="")
NOT_CLOSED = ~Q(state=State.CLOSED) & Q(closed_at__isnull=True, closed_because="")


class Request(Apart):
    """Somebody who works in a school or a team asks for support. They have no account; a code brings them back."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    name = sealed()
    works_at = sealed()
    reach = sealed()
    words = sealed()
    wishes = sealed(null=True)
    wants_outsider = models.BooleanField(default=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who supports them: the only account this table knows.",
    )  # fmt: skip
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=10, choices=ClosedBecause, blank=True)
    closing_words = sealed(null=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "staff support request"
        indexes = [models.Index(fields=["team", "state"], name="staff_support_asked")]
        constraints = [
            models.CheckConstraint(condition=CLOSED | NOT_CLOSED, name="staff_support_closed_whole"),
            models.CheckConstraint(
                condition=Q(state=State.WAITING, worker__isnull=True)
                | (~Q(state=State.WAITING) & Q(worker__isnull=False)),
                name="staff_support_with_somebody",
            ),
        ]

    class Privacy:
        public = ["team", "state", "worker", "closed_at"]
        personal = ["code_hash", "name", "works_at", "reach", "wants_outsider", "closed_because"]
        clinical = ["words", "wishes", "closing_words"]

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED
