"""Giving roles, changing them and taking them back. What was stays as a row that has ended."""

import datetime as dt
from typing import Any

from mhst.access import site_group
from mhst.access.events import RolesChanged
from mhst.access.models import Membership, User, held_at
from mhst.access.rules import membership as rules
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.actors import Actor
from mhst.core.errors import Refused


@action
def add(
    *, user: User, role: str, place: Any, by: Actor, starts_on: dt.date | None = None, ends_on: dt.date | None = None
) -> Membership:
    """Give `user` a role at a school, team or organisation (None: the whole system), from today unless said.

    Raises: Refused if `by` may not give it there, the person has left or has it already, or the dates are wrong.
    """
    rules.check_may_give(by, user, role, place)
    if not user.is_active:
        raise Refused(f"{user.name} has left.", code="user-left")
    starts = starts_on or clock.today()
    rules.check_dates(starts, ends_on)
    rules.check_not_held_already(user, role, place)
    where = {held_at(place): place} if place is not None else {}
    membership = Membership.objects.create(user=user, role=role, starts_on=starts, ends_on=ends_on, **where)
    return _told(membership)


@action
def change(*, membership: Membership, role: str, by: Actor, ends_on: dt.date | None = None) -> Membership:
    """Another role at the same place, from today, or only another last day. Raises: Refused as for `add`."""
    rules.check_may_change(by, membership)
    if role != membership.role or ends_on is not None:
        rules.check_somebody_stays(membership.user, membership.role)
    if role != membership.role:
        _stop(membership)
        return add(user=membership.user, role=role, place=membership.place, by=by, ends_on=ends_on)
    rules.check_dates(membership.starts_on, ends_on)
    membership.ends_on = ends_on
    membership.save()
    return _told(membership)


@action
def end(*, membership: Membership, by: Actor) -> None:
    """Take a role back at once: the next page, and within seconds every open socket, goes without it.

    Raises: Refused if `by` may not, or it is the last system administrator's.
    """
    rules.check_may_change(by, membership)
    rules.check_somebody_stays(membership.user, membership.role)
    _stop(membership)


@action
def end_all_of(*, user: User, by: Actor) -> None:
    """End every role of somebody who leaves; `actions.user.leave` has asked whether `by` may."""
    for membership in Membership.objects.to_come_or_current().filter(user=user):
        _stop(membership)


def _stop(membership: Membership) -> None:
    membership.ended_at = clock.now()
    membership.save()
    _told(membership)


def _told(membership: Membership) -> Membership:
    """Whoever keeps something derived from roles hears of it."""
    site_group.follow(membership.user)
    events.publish(RolesChanged(membership.user_id))
    return membership
