"""Somebody who leads a team asks for it; sessions are held, and only how many came is written down."""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.staff_support.enums import SessionKind, State, TeamSize
from mhst.community.staff_support.models import TeamSession, TeamSupport
from mhst.community.staff_support.queries import request as requests
from mhst.community.staff_support.queries.door import ELSEWHERE, hash_of
from mhst.community.staff_support.rules import request as request_rules
from mhst.community.staff_support.rules import team as rules
from mhst.community.staff_support.words import new_code
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import Team


@action
def ask(
    *, team: Team, name: str, where: str, reach: str, size: TeamSize, what_happened: str, by: Actor, hopes: str = ""
) -> tuple[TeamSupport, str]:
    """The request, and the code that brings them back. Raises: Refused."""
    request_rules.check_somebody_could_help(requests.could_help(team, ELSEWHERE, False), False)
    code = new_code()
    support = TeamSupport.objects.create(
        team=team, code_hash=hash_of(code), name=name, where=where, reach=reach, size=size,
        what_happened=what_happened, hopes=hopes or None,
    )  # fmt: skip
    return support, code


@action
def take(*, support: TeamSupport, by: User) -> None:
    """Raises: Conflict."""
    held = _locked(support)
    rules.check_can_take(held)
    held.worker, held.state = by, State.TAKEN
    held.save()


@action
def hold(*, support: TeamSupport, held_on: dt.date, kind: SessionKind, attended: int, by: User) -> TeamSession:
    """A session that was held. Raises: Refused."""
    held = _locked(support)
    rules.check_is_mine(held, by)
    rules.check_held_on(held_on)
    made: TeamSession = TeamSession.objects.create(
        request=held, held_on=held_on, kind=kind, attended=rules.counted(attended)
    )
    return made


@action
def close(*, support: TeamSupport, by: User) -> None:
    """Raises: Refused."""
    held = _locked(support)
    rules.check_is_mine(held, by)
    held.state, held.closed_at = State.CLOSED, clock.now()
    held.save()


@action
def delete(*, support: TeamSupport, by: Actor) -> None:
    """At the wish of whoever asked."""
    _locked(support).delete()


@action
def forget(*, by: Actor) -> int:
    """Delete what was finished long enough ago; how many."""
    old = list(TeamSupport.objects.filter(closed_at__lt=request_rules.finished_before()))
    for support in old:
        support.delete()
    return len(old)


def _locked(support: TeamSupport) -> TeamSupport:
    found: TeamSupport = TeamSupport.objects.select_for_update(of=("self",)).get(pk=support.pk)
    return found
