"""Teams that somebody has asked for. Told in bands: never who, and no number below five."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mhst.access.models import User
from mhst.community.staff_support.enums import State
from mhst.community.staff_support.models import TeamKnown, TeamSession, TeamSupport
from mhst.community.staff_support.queries.worker import check_door, held_by_nobody, holder_of, workers_of
from mhst.core.errors import NotFound


@dataclass(frozen=True)
class Held:
    """A session, and how many came in words."""

    session: TeamSession

    @property
    def attended(self) -> str:
        return str(self.session.attended) if self.session.attended else _("fewer than 5")


def waiting(viewer: User) -> list[TeamSupport]:
    """Those that the viewer may take: of their teams, and not known to them."""
    return list(_untaken(viewer).order_by("created_at", "pk"))


def mine(viewer: User) -> list[TeamSupport]:
    """Those that the viewer supports."""
    rows = TeamSupport.objects.filter(team__in=check_door(viewer), worker=viewer, state=State.TAKEN)
    return list(rows.order_by("created_at", "pk"))


def get_visible(id: UUID, viewer: User) -> TeamSupport:
    """Raises: NotFound, also for what is somebody else's, or is of a team that the viewer knows."""
    own = TeamSupport.objects.filter(pk=id, team__in=check_door(viewer), worker=viewer)
    found: TeamSupport | None = own.select_related("team").first()
    found = found or _untaken(viewer).filter(pk=id).select_related("team").first()
    if found is None:
        raise NotFound
    return found


def get_checked(id: UUID, viewer: User) -> TeamSupport:
    """As `get_visible`, once the viewer has said that they do not know them. Raises: NotFound."""
    found = get_visible(id, viewer)
    if not is_checked(found, viewer):
        raise NotFound
    return found


def is_checked(support: TeamSupport, viewer: User) -> bool:
    """Whether the viewer supports them, or has said that they do not know them."""
    said = TeamKnown.objects.filter(support=support, worker=viewer, knows=False)
    return support.worker_id == viewer.pk or said.exists()


def has_nobody(support: TeamSupport) -> bool:
    """Whether nobody here could answer: everybody knows them."""
    knowing = set(TeamKnown.objects.filter(support=support, knows=True).values_list("worker", flat=True))
    able = {one.pk for one in workers_of(support.team_id)} - knowing
    return support.is_open and holder_of(support) is None and not able


def held_with(support: TeamSupport) -> list[Held]:
    return [Held(session) for session in support.sessions.all()]


def _untaken(viewer: User) -> Any:
    """Nobody's, or of somebody who does not answer here any more; without those whom the viewer knows."""
    teams = check_door(viewer)
    knows = TeamKnown.objects.filter(worker=viewer, knows=True).values("support")
    return TeamSupport.objects.filter(held_by_nobody(teams), team__in=teams).exclude(pk__in=knows)
