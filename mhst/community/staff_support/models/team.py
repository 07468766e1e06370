from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.community.staff_support.enums import FEWEST_COUNTED, SessionKind, State, TeamSize
from mhst.community.staff_support.models.apart import Apart, sealed
from mhst.places.models import Team


class TeamSupport(Apart):
    """Somebody who leads a team asks for it, after something happened. It tells of no single person."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    name = sealed()
    where = sealed()
    reach = sealed()
    size = models.CharField(max_length=8, choices=TeamSize)
    what_happened = sealed()
    hopes = sealed(null=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | (~Q(state=State.CLOSED) & Q(closed_at__isnull=True)),
                name="staff_support_team_closed_whole",
            )
        ]

    class Privacy:
        public = ["team", "state", "worker", "closed_at"]
        personal = ["code_hash", "name", "where", "reach", "size"]
        clinical = ["what_happened", "hopes"]

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED


class TeamKnown(Apart):
    """Whether a worker knows who asks for a team, or the team: said before anything more is shown."""

    support = models.ForeignKey(TeamSupport, models.CASCADE, related_name="known")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    knows = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["support", "worker"], name="staff_support_team_known_once")]

    class Privacy:
        public = ["support", "worker"]
        personal = ["knows"]


class TeamSession(Apart):
    """Held with a team: when, of which kind, and how many came. Never who, and never a number below five."""

    request = models.ForeignKey(TeamSupport, models.CASCADE, related_name="sessions")
    held_on = models.DateField()
    kind = models.CharField(max_length=10, choices=SessionKind)
    attended = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty for fewer than five.")

    class Meta:
        ordering = ["held_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(attended__gte=FEWEST_COUNTED), name="staff_support_no_few"
            )
        ]

    class Privacy:
        public = ["request", "kind"]
        personal = ["held_on", "attended"]
