"""Who must know of a concern, by name. For actions: it starts from no viewer."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.places.enums import TeamKind
from mhst.places.models import School, Team, TeamSchool
from sessions_app.enums import ConcernRole
from sessions_app.queries.duty import on_duty


def named_for(role: str, *, school: School, team: Team, without: Collection[UUID]) -> User | None:
    """Who is told in this role: the longest in it who is there and is none of `without`.

    A school's deputies are those who hold its lead's role after the first. On duty for the team is whoever its duty
    list says; where that is nobody, its safeguarding lead, its leading organisation's, or a supervisor.
    """
    if role == ConcernRole.DUTY_WORKER and (turn := on_duty(team).exclude(user__in=without).first()):
        return turn.user
    for held in _held(role, school, team):
        members = Membership.objects.current().filter(held, user__is_active=True).exclude(user__in=without)
        if first := members.select_related("user").order_by("starts_on", "pk").first():
            return first.user
    return None


def _held(role: str, school: School, team: Team) -> list[Q]:
    """The memberships that count as this role, the preferred first."""
    at_school = Q(role=RoleName.DESIGNATED_SAFEGUARDING_LEAD, school=school)
    duty = [
        Q(role=RoleName.SAFEGUARDING_LEAD, team=team),
        Q(role=RoleName.SAFEGUARDING_LEAD, organisation=team.led_by_id),
        Q(role=RoleName.SUPERVISOR, team=team),
    ]
    return {
        ConcernRole.DESIGNATED_SAFEGUARDING_LEAD: [at_school],
        ConcernRole.DEPUTY: [at_school],
        ConcernRole.DUTY_WORKER: duty,
        ConcernRole.MANAGER: [Q(role=RoleName.TEAM_MANAGER, team=team)],
    }[ConcernRole(role)]


def team_for(school: School, by: Any) -> Team | None:
    """The support team that a concern at this school goes to: one's own if it serves the school today."""
    today = clock.today()
    served = TeamSchool.objects.filter(school=school, team__kind=TeamKind.MHST, starts_on__lte=today)
    running = served.exclude(ends_on__lt=today).select_related("team__led_by").order_by("starts_on", "pk")
    teams = [each.team for each in running]
    own = {held.team_id for held in getattr(by, "current_memberships", [])}
    return next((team for team in teams if team.pk in own), teams[0] if teams else None)
