"""Raising a safeguarding concern, and all that follows. What is written is never changed, only added to."""

from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.people.models import YoungPerson
from mhst.places.models import School
from sessions_app.actions import concern_step as steps
from sessions_app.enums import ConcernEntryKind
from sessions_app.models import Concern, ConcernDraft, ConcernEntry
from sessions_app.queries.concern_people import team_for
from sessions_app.rules import concern as rules

NO_TEAM = (
    "No support team works with {school} at present, so nobody would be told. Speak to the school's designated "
    "safeguarding lead now. What you typed is kept."
)


@action
def keep(
    *,
    id: UUID,
    young_person: YoungPerson | None = None,
    school: School | None = None,
    where: str = "",
    about: str = "",
    own_words: str = "",
    action_taken: str = "",
    reason: str = "",
    is_immediate: bool | None = None,
    by: User,
) -> ConcernDraft | None:
    """Keep what is typed so far, under the id that the concern will have. None when it was raised already."""
    if Concern.objects.filter(pk=id).exists():
        return None
    draft = ConcernDraft.objects.select_for_update().filter(pk=id).first() or ConcernDraft(pk=id, owner=by)
    if draft.owner_id != by.pk:
        raise Refused("Somebody else began this.", code="own")
    draft.young_person, draft.school, draft.where = young_person, school, where[:80]
    draft.about, draft.own_words, draft.action_taken, draft.reason = about, own_words, action_taken, reason
    draft.is_immediate, draft.changed_at = is_immediate, clock.now()
    draft.save()
    return draft


@action
def discard(*, draft: ConcernDraft, by: User) -> None:
    if draft.owner_id != by.pk:
        raise Refused("Somebody else began this.", code="own")
    draft.delete()


@action
def raise_concern(
    *,
    id: UUID,
    school: School,
    own_words: str,
    action_taken: str,
    reason: str,
    is_immediate: bool,
    young_person: YoungPerson | None = None,
    about: str = "",
    where: str = "",
    by: User,
) -> Concern:
    """Write a concern down and tell those who must know. Sent twice with the same id, it is one concern."""
    if already := Concern.objects.filter(pk=id, raised_by=by).first():
        return already
    rules.check_can_raise(school, by)
    team = team_for(school, by)
    if team is None:
        raise Refused(NO_TEAM.format(school=school), code="no-team")
    concern = Concern.objects.create(
        pk=id, young_person=young_person, about=None if young_person else about, school=school, team=team,
        raised_by=by, where=where[:80], own_words=own_words, action_taken=action_taken, reason=reason,
        is_immediate=is_immediate,
    )  # fmt: skip
    steps.begin(concern=concern, by=SYSTEM)
    ConcernDraft.objects.filter(pk=id, owner=by).delete()
    return concern


@action
def add(*, concern: Concern, kind: str, words: str, by: User) -> ConcernEntry:
    """Add what was learned, done or put right since."""
    rules.check_can_add(concern, kind, by)
    return ConcernEntry.objects.create(concern=concern, kind=kind, words=words, written_by=by)


@action
def close(*, concern: Concern, outcome: str, why: str, by: User) -> None:
    """Write the outcome, and why nothing more is to be done. Raises: Refused while somebody has not answered."""
    held = Concern.objects.select_for_update().get(pk=concern.pk)
    rules.check_can_close(held, by)
    for kind, words in ((ConcernEntryKind.OUTCOME, outcome), (ConcernEntryKind.CLOSED, why)):
        ConcernEntry.objects.create(concern=held, kind=kind, words=words, written_by=by)
