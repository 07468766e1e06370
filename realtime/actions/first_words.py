"""What somebody wrote before they waited is looked through, answered, and told to others where nobody looks."""

from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from realtime.actions.flag import TELLS, write_of
from realtime.enums import FlagKind, FlagOutcome
from realtime.models import FirstWords, Visit
from realtime.queries import first_words as queries
from realtime.queries.flag import as_text, marks_in
from realtime.rules import first_words as rules


@action
def keep(*, visit: Visit, by: Actor) -> FirstWords | None:
    """Look through them at once. Their place, and what they are told, is the same whatever was found."""
    if not visit.on_mind.strip():
        return None
    marks, version = marks_in(visit.on_mind)
    kind = FlagKind.NOT_CHECKED if marks is None else FlagKind.MARKED if marks else ""
    return FirstWords.objects.create(
        visit=visit, kind=kind, marks=as_text(marks) if marks else "", list_version=version
    )


@action
def answer(*, words: FirstWords, outcome: FlagOutcome, by: User) -> None:
    """Say what one does about them. The last answer stands; the audit keeps each. Raises: Refused."""
    held = FirstWords.objects.select_for_update(of=("self",)).select_related("visit__service").get(pk=words.pk)
    rules.check_can_answer(held, by)
    held.outcome, held.answered_by, held.answered_at = outcome, by, clock.now()
    held.save()


@action
def tell_late(*, by: Actor) -> None:
    """Of marked ones that nobody has looked at: write to those whom it is then for, once for each step."""
    for step, after in enumerate(TELLS, 1):
        for id in queries.unanswered(after, step):
            _tell(id, step, by)


def _tell(id: UUID, step: int, by: Actor) -> None:
    rows = FirstWords.objects.select_for_update(of=("self",)).select_related("visit__service__team")
    words = rows.get(pk=id)
    write_of(marked=words, team=words.visit.service.team, page="first-words", step=step, by=by)
