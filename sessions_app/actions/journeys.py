"""The travel blocks of practitioners' days: they make room for sessions, and are then laid anew between them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from mhst.places.models.room import EARLIEST
from mhst.places.queries import travel
from sessions_app.actions import clash
from sessions_app.enums import Purpose, ResourceKind
from sessions_app.models import Allocation, SupportSession
from sessions_app.planner import journey
from sessions_app.queries.occupancy import Visit

Day = tuple[UUID, dt.date]


def take_up(days: set[Day]) -> None:
    """Whether there is still time for them is seen when they are laid anew."""
    if days:
        Allocation.objects.filter(_on_days(days), purpose=Purpose.TRAVEL).delete()


def between_sessions(days: set[Day], joining: Collection[SupportSession] = ()) -> list[Allocation]:
    """The blocks of these practitioners' days, to be written.

    Raises: Conflict where the way to or from one of the sessions that are `joining` is longer than the time for it.
    Without any, a block is cut to the time there is: to take sessions away must always be possible, also where the
    way past them is longer than the way over them.
    """
    if not days:
        return []
    by_day = _sessions_of(days)
    minutes = travel.load_travel({stay.session.series.school_id for day in by_day for stay in day}).minutes
    blocks, in_vain = list[Allocation](), list[clash.Clash]()
    for day in by_day:
        legs = journey.legs([_visit(stay) for stay in day], minutes, earliest=EARLIEST, shorten=not joining)
        blocks += [_block(day[leg.visit], leg) for leg in legs if leg.start_minute < leg.end_minute]
        in_vain += [_clash(day, leg, joining) for leg in legs if _is_too_long(day, leg)]
    if in_vain:
        raise clash.conflict(in_vain)
    return blocks


def _sessions_of(days: set[Day]) -> Collection[list[Allocation]]:
    """What practitioners hold on each of these days, in order of its start."""
    by_day: dict[Day, list[Allocation]] = defaultdict(list)
    stays = Allocation.objects.filter(_on_days(days), purpose=Purpose.SESSION)
    for stay in stays.select_related("session__series__school").order_by("start_minute"):
        by_day[stay.resource_id, stay.date].append(stay)
    return by_day.values()


def _is_too_long(day: list[Allocation], leg: journey.Leg) -> bool:
    return leg.visit > 0 and leg.start_minute < day[leg.visit - 1].end_minute


def _clash(day: list[Allocation], leg: journey.Leg, joining: Collection[SupportSession]) -> clash.Clash:
    """Of the two sessions that a block lies between, it is told of the one that joins."""
    ids = {session.pk for session in joining}
    after, before = day[leg.visit], day[leg.visit - 1]
    stay = before if before.session_id in ids else after
    return clash.Clash(stay.kind, Purpose.TRAVEL, stay.date, stay.start_minute, stay.end_minute)


def _block(stay: Allocation, leg: journey.Leg) -> Allocation:
    return Allocation(
        kind=ResourceKind.PRACTITIONER,
        resource_id=stay.resource_id,
        purpose=Purpose.TRAVEL,
        date=stay.date,
        start_minute=leg.start_minute,
        end_minute=leg.end_minute,
        session=stay.session,
        origin_id=leg.origin,
    )


def _visit(stay: Allocation) -> Visit:
    school = stay.session.series.school
    return Visit(stay.start_minute, stay.end_minute, school.pk, school.sign_in_minutes)


def _on_days(days: set[Day]) -> Q:
    found = Q(pk__in=[])
    for practitioner, date in days:
        found |= Q(kind=ResourceKind.PRACTITIONER, resource_id=practitioner, date=date)
    return found
