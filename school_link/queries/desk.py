"""Desks of specialists: whom they are for, who is on the rota, and what waits at them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mhst.access import check
from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.places.enums import TeamKind
from mhst.places.models import Council, School, Team
from mhst.places.queries.bank_holidays import bank_holiday
from school_link.models import Desk, Duty


def is_off(day: dt.date) -> bool:
    """Whether nobody works: weekends and bank holidays."""
    return day.weekday() > 4 or bank_holiday(day) is not None


@dataclass(frozen=True)
class Cover:
    """Whether somebody answers at a desk now, and from when somebody does next."""

    is_staffed: bool
    next_at: dt.datetime | None


def desk_of(school: School) -> Desk | None:
    """The one for its area."""
    return Desk.objects.filter(areas__council=school.council_id).select_related("team").first()


def cover_of(desk: Desk, now: dt.datetime | None = None) -> Cover:
    """One query."""
    now = now or clock.now()
    local = now.astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    ahead = [d for d in _served(desk).filter(on__gte=local.date()) if (d.on, d.ends) > (local.date(), minute)]
    if not ahead:
        return Cover(is_staffed=False, next_at=None)
    begins = [clock.at_local(each.on, each.starts) for each in ahead]
    return Cover(is_staffed=min(begins) <= now, next_at=min(begins))


def teams(viewer: User) -> list[Team]:
    """The specialist teams whose desk the viewer keeps, begun or not."""
    is_one = Q(kind=TeamKind.CAMHS) | Q(consultation_desk__isnull=False)
    rows = Team.objects.filter(is_one).select_related("consultation_desk")
    return list(check.visible(rows, viewer, Permission.CONSULTATION_KEEP).order_by("name"))


def get_team(viewer: User, id: UUID) -> Team:
    """Raises: NotFound."""
    found = next((team for team in teams(viewer) if team.pk == id), None)
    if found is None:
        raise NotFound
    return found


def of_team(team: Team) -> Desk | None:
    return Desk.objects.filter(team=team).first()


def desks(viewer: User) -> list[Desk]:
    """Those at which the viewer answers."""
    rows = check.visible(Desk.objects, viewer, Permission.CONSULTATION_ADVISE)
    return list(rows.select_related("team").order_by("team__name"))


def get_kept(viewer: User, id: UUID) -> Desk:
    """Raises: NotFound."""
    rows = check.visible(Desk.objects, viewer, Permission.CONSULTATION_KEEP)
    found: Desk | None = rows.filter(pk=id).select_related("team").first()
    if found is None:
        raise NotFound
    return found


def duties(desk: Desk) -> list[Duty]:
    """From today on."""
    return list(desk.duties.filter(on__gte=clock.today()).select_related("specialist"))


def get_duty(desk: Desk, id: UUID) -> Duty:
    """Raises: NotFound."""
    found: Duty | None = desk.duties.filter(pk=id).select_related("specialist", "desk").first()
    if found is None:
        raise NotFound("That has been taken off the rota already.")
    return found


def specialists(team: Team) -> list[User]:
    """Who can answer at this team's desk."""
    return list(User.objects.filter(pk__in=_who_answer(team.pk)).order_by("last_name", "first_name"))


def _who_answer(team: UUID) -> Any:
    here = Membership.objects.current().filter(team=team, role=RoleName.CAMHS_SPECIALIST, user__is_active=True)
    return here.values("user")


def _served(desk: Desk) -> Any:
    """Times on the rota of those who still answer there: of somebody who has left nobody is told to wait."""
    return desk.duties.filter(specialist__in=_who_answer(desk.team_id))


def duties_of_leavers() -> Any:
    """From today on, of people who do not answer at that desk any more."""
    here = Membership.objects.current().filter(
        user=OuterRef("specialist"), team=OuterRef("desk__team"), role=RoleName.CAMHS_SPECIALIST, user__is_active=True
    )
    return Duty.objects.filter(on__gte=clock.today()).exclude(Exists(here))


def councils() -> list[Council]:
    """Every area there is."""
    return list(Council.objects.order_by("name"))


def areas_of(desk: Desk | None) -> list[Council]:
    return list(Council.objects.filter(consultation_desk__desk=desk)) if desk else []


def on_duty_now(desk: Desk) -> Any:
    """Who answers at this moment."""
    local = clock.now().astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    on = _served(desk).filter(on=local.date(), starts__lte=minute, ends__gt=minute)
    return list(on.select_related("specialist"))
