"""Teams that somebody has asked for. Told in bands: never who, and no number below five."""

from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from mhst.community.staff_support.enums import State
from mhst.community.staff_support.models import TeamSession, TeamSupport
from mhst.community.staff_support.queries.worker import check_door
from mhst.core.errors import NotFound


@dataclass(frozen=True)
class Held:
    """A session, and how many came in words."""

    session: TeamSession

    @property
    def attended(self) -> str:
        return str(self.session.attended) if self.session.attended else "fewer than 5"


def listed(viewer: User) -> list[TeamSupport]:
    """Those of the viewer's teams that are not finished: the viewer's own and nobody's."""
    rows = TeamSupport.objects.filter(team__in=check_door(viewer), worker__in=[viewer.pk], state=State.TAKEN)
    waiting = TeamSupport.objects.filter(team__in=check_door(viewer), state=State.WAITING)
    return list((rows | waiting).order_by("created_at", "pk"))


def get_visible(id: UUID, viewer: User) -> TeamSupport:
    """Raises: NotFound."""
    rows = TeamSupport.objects.filter(pk=id, team__in=check_door(viewer)).select_related("team", "worker")
    found: TeamSupport | None = rows.first()
    if found is None or (found.worker_id not in (None, viewer.pk)):
        raise NotFound
    return found


def held_with(support: TeamSupport) -> list[Held]:
    return [Held(session) for session in support.sessions.all()]
