"""Somebody who leads a team asks for it; sessions are held, and only how many came is written down."""

import datetime as dt
from uuid import UUID, uuid4

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.community.staff_support.enums import SessionKind, State, TeamSize
from mhst.community.staff_support.models import TeamKnown, TeamSession, TeamSupport
from mhst.community.staff_support.queries import request as requests
from mhst.community.staff_support.queries import team as queries
from mhst.community.staff_support.queries.door import ELSEWHERE, hash_of
from mhst.community.staff_support.queries.worker import holder_of
from mhst.community.staff_support.rules import request as request_rules
from mhst.community.staff_support.rules import team as rules
from mhst.community.staff_support.words import code_of, id_of
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import Team


@action
def ask(
    *, team: Team, name: str, where: str, reach: str, size: TeamSize, what_happened: str, by: Actor, hopes: str = "",
    once: UUID | None = None,
) -> tuple[TeamSupport, str]:  # fmt: skip
    """The request, and the code that brings them back; the same when it is sent again from the page that is `once`.

    Raises: Refused.
    """
    request_rules.check_somebody_could_help(requests.could_help(team, ELSEWHERE, False), False)
    told = {"name": name, "where": where, "reach": reach, "size": size, "what_happened": what_happened, "hopes": hopes}
    sending = "\n".join([str(once or uuid4()), str(team.pk), *told.values()])
    support, _ = TeamSupport.objects.get_or_create(
        pk=id_of(sending),
        defaults=told | {"team": team, "code_hash": hash_of(code_of(sending)), "hopes": hopes or None},
    )
    return support, code_of(sending)


@action
def say_whether_known(*, support: TeamSupport, knows: bool, by: User) -> None:
    """Before anything more is shown. Whoever knows them sees nothing of it from then on. Raises: NotFound."""
    queries.get_visible(support.pk, by)
    TeamKnown.objects.filter(support=support, worker=by).delete()
    TeamKnown.objects.create(support=support, worker=by, knows=knows)


@action
def take(*, support: TeamSupport, by: User) -> None:
    """Also in the place of somebody who has left. Raises: Conflict, NotFound."""
    held = _locked(support)
    holder = holder_of(held)
    if holder == by:
        return
    request_rules.check_can_take(held, holder)
    queries.get_checked(held.pk, by)
    held.worker, held.state = by, State.TAKEN
    held.save()


@action
def give_back(*, support: TeamSupport, by: User) -> None:
    """Somebody else is to support them; pressed twice it is once. Raises: Refused, Conflict."""
    if _locked(support).state == State.WAITING:
        return
    held = _mine(support, by)
    request_rules.check_move(held, State.WAITING)
    held.worker, held.state = None, State.WAITING
    held.save()


@action
def hold(
    *, support: TeamSupport, held_on: dt.date, kind: SessionKind, attended: int, by: User, once: UUID | None = None
) -> TeamSession:
    """A session that was held; sent twice under one id it is one. Raises: Refused."""
    held, id = _mine(support, by), once or uuid4()
    if known := held.sessions.filter(pk=id).first():
        return known
    rules.check_held_on(held_on)
    made: TeamSession = TeamSession.objects.create(
        pk=id, request=held, held_on=held_on, kind=kind, attended=rules.counted(attended)
    )
    return made


@action
def close(*, support: TeamSupport, by: User) -> None:
    """Raises: Refused, Conflict."""
    held = _mine(support, by)
    request_rules.check_move(held, State.CLOSED)
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


def _mine(support: TeamSupport, by: User) -> TeamSupport:
    held = _locked(support)
    request_rules.check_is_mine(held, by)
    return held


def _locked(support: TeamSupport) -> TeamSupport:
    found: TeamSupport = TeamSupport.objects.select_for_update(of=("self",)).get(pk=support.pk)
    return found
