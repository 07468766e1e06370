"""How long words are kept, and destroying them: listed by the machine, agreed to by two people."""

from uuid import UUID

from cms.posts.actions import post as posts
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.models import Team
from realtime.actions import conversation as conversations
from realtime.actions import visitor as visitors
from realtime.enums import ConversationState, KeptBecause, RetentionKind
from realtime.models import Conversation, Destruction, FirstWords, Lifting, RetentionClass, Visit
from realtime.queries import beyond
from realtime.queries import retention as queries
from realtime.rules import retention as rules


@action
def plan(*, by: Actor) -> int:
    """List what is due. Done again it lists what has come since; nothing is destroyed by it. Whoever has come back is
    taken off, and so is what became part of somebody's record."""
    for one in queries.come_back():
        one.delete()
    found = [row for kept in queries.classes() for row in queries.overdue(kept, clock.now())]
    Destruction.objects.bulk_create(found)
    return len(found)


@action
def keep_for(*, kept: RetentionClass, days: int, by: User, settled_by: Team | None = None) -> None:
    """Keep this class for so long from now on; `settled_by` a team, where it belongs to none. Raises: Refused."""
    by.require(Permission.CONVERSATION_ERASE)
    rules.check_days(days)
    rules.check_settles(kept, settled_by)
    kept.keep_days, kept.settled_by = days, settled_by
    kept.save()


@action
def agree(*, destruction: Destruction, by: User) -> bool:
    """Agree that it is destroyed; the second to agree destroys it. Returns whether that was done. Raises: Refused."""
    held = _locked(destruction)
    beyond.lock_record(held.kind, held.conversation_id or held.beyond)
    is_in_record = queries.is_in_record(held)
    rules.check_can_agree(
        held, queries.is_escalated(held), queries.is_in_use(held), is_in_record, queries.is_due(held), by
    )
    if held.first_by_id is None:
        held.first_by, held.first_at = by, clock.now()
        held.save()
        return False
    held.second_by, held.done_at = by, clock.now()
    held.save()
    _destroy(held, by)
    return True


@action
def keep(*, destruction: Destruction, because: KeptBecause | str, by: User) -> None:
    """Say why it is not destroyed: neither by the plan nor by a wish, until somebody lifts that. Raises: Refused."""
    held = _locked(destruction)
    rules.check_can_settle(held, by)
    _keep(held, because, by)


@action
def hold(*, conversation: Conversation, because: KeptBecause | str, by: User) -> Destruction:
    """The same of a conversation that is neither due nor asked for, also of one that goes on. Raises: Refused,
    Conflict."""
    known = Destruction.objects.locked_of(conversation)
    held = Conversation.objects.select_for_update(of=("self",)).select_related("team").get(pk=conversation.pk)
    rules.check_can_hold(held, known, by)
    rules.check_is_as_seen(known, queries.listed(held.pk))
    kept = known or Destruction.of(held)
    _keep(kept, because, by)
    return kept


@action
def hold_beyond(*, id: UUID, because: KeptBecause | str, by: User) -> Destruction:
    """The same of something that an app above keeps, also of what is not over. Raises: Refused, Conflict, NotFound."""
    known = Destruction.objects.select_for_update(of=("self",)).filter(beyond=id).first()
    kept = queries.get_beyond(id, by)
    beyond.lock_record(kept.kind, id)
    rules.check_can_settle(kept, by)
    rules.check_is_as_seen(known, Destruction.objects.filter(beyond=id).first())
    _keep(kept, because, by)
    return kept


@action
def keep_with_concern(*, visit: Visit, by: User) -> None:
    """What somebody wrote before a chat belongs to a concern. Kept already, or destroyed, it stays as it is."""
    known = Destruction.objects.select_for_update(of=("self",)).filter(visit=visit).first()
    if known is None:
        kind, team = RetentionKind.VISIT, visit.service.team
        known = Destruction(kind=kind, team=team, visit=visit, ended_at=visit.ended_at or clock.now())
    if known.done_at is None and not known.kept_because:
        _keep(known, KeptBecause.SAFEGUARDING, by)


@action
def lift(*, destruction: Destruction, words: str, by: User) -> bool:
    """Say why it is kept no longer. Who agreed before it was kept agrees anew, once it is due. Returns whether it is.
    Raises: Refused, Conflict."""
    held = _locked(destruction)
    rules.check_can_lift(held, queries.is_escalated(held), by)
    assert held.kept_by is not None
    Lifting.objects.create(
        destruction=held, kept_because=held.kept_because, kept_by=held.kept_by, words=words, lifted_by=by
    )
    held.kept_because, held.kept_by, held.kept_at = "", None, None
    held.first_by, held.first_at = None, None
    held.save()
    return queries.is_due(held)


def _keep(destruction: Destruction, because: KeptBecause | str, by: User) -> None:
    destruction.kept_because, destruction.kept_by, destruction.kept_at = because, by, clock.now()
    destruction.save()


def _destroy(destruction: Destruction, by: User) -> None:
    """The key of a conversation, and with it every word; what somebody wrote when they came; the words of a post; the
    nickname of an account, and what opens it; the words of what an app above keeps."""
    if destruction.visitor is not None:
        visitors.forget(visitor=destruction.visitor, by=by)
    if destruction.post_id:
        posts.forget(post_id=destruction.post_id, by=by)
    if destruction.beyond:
        beyond.KEPT[destruction.kind].forget(id=destruction.beyond, by=by)
    conversation = destruction.conversation
    if conversation is not None and conversation.state != ConversationState.ERASED:
        conversations.erase(conversation=conversation, by=by)
    visits = Visit.objects.filter(conversation=conversation) if conversation else Visit.objects.none()
    visits = visits.exclude(destruction__in=Destruction.objects.kept())
    for visit in [*visits, *filter(None, [destruction.visit])]:
        visit.feelings, visit.on_mind = "", ""
        visit.save()
        for words in FirstWords.objects.filter(visit=visit):
            words.kind, words.marks = "", ""
            words.save()
    recording.note(destruction, is_destroyed=True)


def _locked(destruction: Destruction) -> Destruction:
    rows = Destruction.objects.select_for_update(of=("self",)).select_related(
        "conversation", "visit", "team", "visitor__user"
    )
    found: Destruction = rows.get(pk=destruction.pk)
    if found.conversation is not None and found.conversation.ended_at is not None:
        found.ended_at = found.conversation.ended_at  # it went on when it was kept
    standing = beyond.standing([found.beyond]).get(found.beyond) if found.beyond else None
    if standing is not None and standing.ended_at is not None:
        found.ended_at = standing.ended_at  # as did this
    return found
