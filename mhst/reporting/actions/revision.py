"""Having a published quarter worked out again: a person asks, a worker does it, and the page tells what came of it.

The working out takes minutes and stands outside every transaction. What it makes of it, and that it ended, is written
in one: there is no new edition that nobody is told of, and none that is made twice.
"""

import datetime as dt

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import Team
from mhst.reporting.actions import publication as publications
from mhst.reporting.enums import REVISION_MOVES, RevisionState
from mhst.reporting.models import Publication, Revision, RevisionProgress
from mhst.reporting.queries import revision as queries
from mhst.reporting.queries.release import WorkedOut
from mhst.reporting.rules import publication as publication_rules
from mhst.reporting.rules import revision as rules


@action
def ask(*, publication: Publication, by: User) -> Revision:
    """Where it is under way already it stays that one: pressed twice, or by two people, it is worked out once.

    Raises: Refused to who may not publish, and of a month; Conflict where a newer edition is out.
    """
    publication_rules.check_can_publish(publication.team, by)
    Team.objects.select_for_update(of=("self",), no_key=True).get(pk=publication.team_id)
    publication_rules.check_is_newest(publication)
    return queries.under_way(publication) or Revision.objects.create(publication=publication, asked_by=by)


@action
def begin(*, revision: Revision, by: Actor) -> int | None:
    """A worker takes it up. Which attempt it is; None where another worker has it, or it was given up."""
    held = Revision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    progress = queries.progress_of(held)
    if not rules.may_begin(held, progress):
        return None
    attempt = progress.attempt + 1 if progress else 1
    if held.state == RevisionState.WAITING:
        _move(held, RevisionState.WORKING)
    elif attempt > rules.MOST_ATTEMPTS:
        _move(held, RevisionState.STOPPED, why_not=rules.FAILED)
        return None
    RevisionProgress.objects.update_or_create(
        revision=held, defaults={"attempt": attempt, "turn": 0, "settled": 0, "of": 0, "told_at": clock.now()}
    )
    return attempt


@action
def tell(*, revision: Revision, attempt: int, turn: int, settled: int, of: int, by: Actor) -> None:
    """How far it is, for whoever waits."""
    mine = RevisionProgress.objects.filter(revision=revision, attempt=attempt)
    mine.update(turn=turn, settled=settled, of=of, told_at=clock.now())


@action
def carry_out(*, revision: Revision, attempt: int, worked_out: WorkedOut, by: Actor) -> None:
    """A new edition in the name of who asked, or none where no figure changed. Nothing where another attempt has begun.

    Raises: Refused where who asked may not publish any more; Conflict where something was published meanwhile.
    """
    if held := _held(revision, attempt):
        newest = publications.revise(worked_out=worked_out, by=held.asked_by)
        if worked_out.changed:
            _move(held, RevisionState.MADE, made=newest)
        else:
            _move(held, RevisionState.UNCHANGED)


@action
def put_back(*, revision: Revision, attempt: int, by: Actor) -> None:
    """Something was published meanwhile: it is worked out anew, as if nobody had begun."""
    if held := _held(revision, attempt):
        _move(held, RevisionState.WAITING)


@action
def stop(*, revision: Revision, attempt: int, why_not: str, by: Actor) -> None:
    """Nothing is published, and why that is stands on the page."""
    if held := _held(revision, attempt):
        _move(held, RevisionState.STOPPED, why_not=why_not)


def _held(revision: Revision, attempt: int) -> Revision | None:
    held: Revision = Revision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    return held if rules.holds(held, queries.progress_of(held), attempt) else None


def _move(held: Revision, to: RevisionState, *, made: Publication | None = None, why_not: str = "") -> None:
    assert to in REVISION_MOVES[held.state]
    ended: dt.datetime | None = None if REVISION_MOVES[to] else clock.now()
    held.state, held.made, held.why_not, held.ended_at = to, made, why_not, ended
    held.save()
