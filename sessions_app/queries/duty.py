"""Who is on duty for a team's concerns, and how long each has to answer."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mhst.access import check
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Team
from mhst.settings.environment import environment
from sessions_app.enums import ConcernRole
from sessions_app.models import AnswerTimes, DutyTurn

#: The field of a team's own times for each role.
FIELDS = {
    ConcernRole.DESIGNATED_SAFEGUARDING_LEAD: "lead",
    ConcernRole.DEPUTY: "deputy",
    ConcernRole.DUTY_WORKER: "duty",
    ConcernRole.MANAGER: "manager",
}


@dataclass(frozen=True)
class DutyPage:
    turns: list[DutyTurn]
    times: AnswerTimes | None
    today: DutyTurn | None
    usual: dict[str, int]


def usual_minutes() -> dict[str, int]:
    """The service's own, by field."""
    return {
        "lead": environment.concern_minutes_lead,
        "deputy": environment.concern_minutes_deputy,
        "duty": environment.concern_minutes_duty,
        "manager": environment.concern_minutes_manager,
    }


def minutes_for(role: str, team: Team) -> int:
    """How long somebody in this role has before the next is told."""
    name = FIELDS[ConcernRole(role)]
    own = AnswerTimes.objects.filter(team=team).values_list(name, flat=True).first()
    return own or usual_minutes()[name]


def on_duty(team: Team) -> Any:
    """Those whose turn it is today and who still work here, whoever was put down first before the others."""
    today = clock.today()
    here = Membership.objects.current().filter(team=team, user__is_active=True)
    rows = DutyTurn.objects.filter(team=team, starts_on__lte=today, ends_on__gte=today, user__in=here.values("user"))
    return rows.select_related("user").order_by("starts_on", "created_at")


def teams(viewer: User) -> list[Team]:
    """Those whose duty list the viewer keeps."""
    rows = check.visible(Team.objects.filter(kind=TeamKind.MHST), viewer, Permission.CONCERN_CLOSE)
    return list(rows.order_by("name"))


def get_team(id: UUID, viewer: User) -> Team:
    """Raises: NotFound."""
    found = next((team for team in teams(viewer) if team.pk == id), None)
    if found is None:
        raise NotFound("We could not find that team.")
    return found


def page_of(team: Team) -> DutyPage:
    """From today on."""
    turns = DutyTurn.objects.filter(team=team, ends_on__gte=clock.today()).select_related("user")
    times = AnswerTimes.objects.filter(team=team).first()
    return DutyPage(list(turns), times, on_duty(team).first(), usual_minutes())


def get_turn(team: Team, id: UUID) -> DutyTurn:
    """Raises: NotFound."""
    found = DutyTurn.objects.filter(team=team, pk=id).select_related("team", "user").first()
    if found is None:
        raise NotFound("That turn has been taken off the list already.")
    return found


def colleagues(team: Team) -> list[User]:
    """Who can be on duty: everybody who works in the team now."""
    here = Membership.objects.current().filter(team=team, user__is_active=True)
    return list(User.objects.filter(pk__in=here.values("user")).order_by("last_name", "first_name"))
