"""When a counselling service is open. What is missing counts as closed."""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Exists, Max, OuterRef, Q

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.core import clock
from mhst.core.permissions import Permission
from realtime.dates import Block, Hours, Opening, Staffed, blocks_of, opening_at
from realtime.models import Service, Shift, SpecialHours, WeeklyHours

#: So far ahead is looked for the next time it opens.
AHEAD = dt.timedelta(days=21)
#: What another process has changed counts after so many seconds at the latest; whether a moment lies within the
#: hours is worked out each time it is asked.
KEPT_SECONDS = 30


def opening(service: Service, at: dt.datetime | None = None) -> Opening:
    """How a service stands now, or at another moment."""
    moment = at or clock.now()
    return opening_at(moment, _blocks(service.pk, moment.astimezone(clock.LONDON).date()))


def opening_to_come(service: Service, at: dt.datetime) -> Opening:
    """The same at a moment to come, as hours and rota are in the database now."""
    return opening_at(at, blocks(service.pk, at.astimezone(clock.LONDON).date()))


def forget(service: UUID) -> None:
    """The hours or the rota were changed."""
    today = clock.today()
    cache.delete_many([_key(service, day) for day in (today, today + dt.timedelta(days=1))])


def on_shift(service: Service, at: dt.datetime | None = None) -> list[Shift]:
    """Who counsels now, by the rota."""
    local = (at or clock.now()).astimezone(clock.LONDON)
    minute = clock.minute_of(local.time())
    rows = Shift.objects.filter(service=service, on=local.date(), starts__lte=minute, ends__gt=minute)
    return list(staffed(rows).select_related("counsellor"))


def staffed(shifts: Any) -> Any:
    """Of these: those whose counsellor still works here on that date. Whoever has left stands on the rota only."""
    return shifts.filter(_is_staffed())


def marked(shifts: Any) -> Any:
    """Of all of these: whether their counsellor still works here on that date, as `is_staffed`."""
    return shifts.annotate(is_staffed=_is_staffed())


def _is_staffed() -> Q:
    return Q(works_here("on"), counsellor__is_active=True)


def works_here(on: str) -> Exists:
    """Of rows with a counsellor and a service: whether they hold the role that counsels here on a column's date."""
    return Exists(_on(OuterRef(on), _roles(OuterRef("counsellor"), OuterRef("service__team"))))


def last_day_before(on: dt.date, counsellor: User, service: Service) -> dt.date | None:
    """The last day on which they work here, where that is known already and lies before this date."""
    roles = _roles(counsellor.pk, service.team_id)
    last: dt.date | None = roles.filter(ends_on__lt=on).aggregate(last=Max("ends_on"))["last"]
    return None if _on(on, roles).exists() else last


def _roles(counsellor: Any, team: Any) -> Any:
    """What lets somebody counsel for a team, unless it was taken from them."""
    names = [role.name for role in roles_with(Permission.CONVERSATION_COUNSEL)]
    return Membership.objects.filter(user=counsellor, team=team, role__in=names, ended_at__isnull=True)


def _on(date: Any, roles: Any) -> Any:
    """Of these, those that are held on a date."""
    return roles.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=date), starts_on__lte=date)


def forget_all_of(counsellor: UUID) -> None:
    """The account or a role of somebody on the rota has changed."""
    rows = Shift.objects.filter(counsellor=counsellor, on__gte=clock.today()).order_by()
    for service in rows.values_list("service", flat=True).distinct():
        forget(service)


def is_open_now(service: Service) -> bool:
    """As hours and rota are in the database at this moment."""
    return opening_to_come(service, clock.now()).is_open


def closes_without(shift: Shift) -> bool:
    """Whether it is open now through this shift alone."""
    return is_open_now(shift.service) and [one.pk for one in on_shift(shift.service)] == [shift.pk]


def blocks(service: UUID, first: dt.date) -> list[Block]:
    """When it is open from this date on, as the database has it now. Three queries."""
    last = first + AHEAD
    weekly = {row.weekday: row for row in WeeklyHours.objects.filter(service=service)}
    special = {row.on: row for row in SpecialHours.objects.filter(service=service, on__range=(first, last))}
    shifts = defaultdict(list)
    rota = staffed(Shift.objects.filter(service=service, on__range=(first, last)))
    for on, starts, ends in rota.values_list("on", "starts", "ends"):
        shifts[on].append(Staffed(starts, ends))
    return [
        block
        for on in sorted(shifts)
        for block in blocks_of(on, hours_of(special.get(on, weekly.get(on.weekday()))), shifts[on])
    ]


def _blocks(service: UUID, first: dt.date) -> list[Block]:
    found: list[Block] | None = cache.get(_key(service, first))
    if found is None:
        found = blocks(service, first)
        cache.set(_key(service, first), found, KEPT_SECONDS)
    return found


def _key(service: UUID, first: dt.date) -> str:
    return f"counselling-hours:{service}:{first}"


def hours_of(row: WeeklyHours | SpecialHours | None) -> Hours | None:
    """Of a date or a day of the week; none where it is closed."""
    if row is None or row.opens is None or row.accept_until is None or row.closes is None:
        return None
    return Hours(row.opens, row.accept_until, row.closes)
