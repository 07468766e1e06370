"""Desks of specialists: whom they are for, within how many days they answer, and who is on the rota."""

import datetime as dt
from collections.abc import Sequence

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.places.models import Council, Team
from school_link.models import Desk, DeskArea, Duty
from school_link.queries import desk as queries
from school_link.rules import consultation as rules


@action
def describe(*, team: Team, areas: Sequence[Council], routine_days: int, by: Actor) -> Desk:
    """Begin a desk, or change whom it is for. Raises: Refused where another desk has an area already."""
    by.require(Permission.CONSULTATION_KEEP, team)
    desk = Desk.objects.select_for_update().filter(team=team).first() or Desk(team=team)
    others = DeskArea.objects.filter(council__in=areas).exclude(desk__team=team).select_related("council")
    if taken := [str(area.council) for area in others]:
        raise Refused(f"Another desk answers for {', '.join(taken)}.", code="area-taken", field="areas")
    desk.routine_days = routine_days
    desk.save()
    DeskArea.objects.filter(desk=desk).exclude(council__in=areas).delete()
    known = set(desk.areas.values_list("council", flat=True))
    for council in areas:
        if council.pk not in known:
            DeskArea.objects.create(desk=desk, council=council)
    return desk


@action
def put_on_rota(*, desk: Desk, specialist: User, on: dt.date, starts: int, ends: int, by: Actor) -> Duty:
    """Raises: Refused."""
    rules.check_keeps(desk, by)
    if on < clock.today():
        raise Refused("The day is over already. Choose today or later.", code="day-over", field="on")
    if starts >= ends:
        raise Refused("The end must be later than the start.", code="times", field="ends")
    if specialist.pk not in {one.pk for one in queries.specialists(desk.team)}:
        raise Refused("Choose a specialist of this team.", code="specialist", field="specialist")
    same = Duty.objects.filter(specialist=specialist, on=on, starts__lt=ends, ends__gt=starts)
    if same.exists():
        raise Refused(f"{specialist.name} is on the rota at that time already.", code="twice", field="starts")
    return Duty.objects.create(desk=desk, specialist=specialist, on=on, starts=starts, ends=ends)


@action
def take_off_rota(*, duty: Duty, by: Actor) -> None:
    """Raises: Refused."""
    rules.check_keeps(duty.desk, by)
    duty.delete()


@action
def take_leavers_off_rota(*, by: Actor) -> None:
    """Whoever no longer answers at a desk is not on its rota any more, so that those who keep it see the gap."""
    for duty in queries.duties_of_leavers():
        duty.delete()
