"""Who a young person under a nickname is: kept apart, and opened by two people with a reason."""

from uuid import UUID, uuid4

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock, events
from mhst.core.errors import NotFound
from mhst.settings.environment import environment
from realtime.actions.log import Log
from realtime.enums import Audience, EventKind, KnownBy
from realtime.events import IdentityOpened
from realtime.models import Identity, IdentityOpening
from realtime.queries import identity as queries
from realtime.queries import participant as people
from realtime.queries import unread
from realtime.rules import identity as rules
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords


@action
def keep(*, conversation: UUID, known_by: KnownBy | str, words: str, by: User, once: UUID | None = None) -> Identity:
    """Put into the vault who the young person in this conversation is. Sent twice under one id it is one. Once the
    conversation is erased nothing is kept of them any more: under its lock, as it is erased. Raises: Refused."""
    Log([conversation])
    person, id = queries.person_of(conversation), once or uuid4()
    rules.check_can_keep(people.of(by, [conversation]).get(conversation), by, person)
    assert person is not None
    if known := person.identities.filter(pk=id).first():
        return known
    return Identity.objects.create(pk=id, person=person, known_by=known_by, words=words, kept_by=by)


@action
def ask(*, identity: Identity, why: str, not_told_because: str = "", by: User) -> IdentityOpening:
    """Ask to open it, with a reason; who leads is told at once, and the young person once it is open, unless that would
    put them at risk. Raises: Refused, Conflict."""
    held = _locked(identity.pk)
    rules.check_can_ask(held, queries.pending_of(held), by)
    asked = IdentityOpening.objects.create(
        identity=held, why=why, asked_by=by, not_told_because=not_told_because.strip() or None
    )
    team = held.person.conversation.team
    lead = unread.lead_of(team, without=by.pk)
    if lead is not None and lead.email:
        link = environment.base_url.rstrip("/") + reverse("identity", args=[held.pk])
        message.write(
            key=f"identity:{asked.pk}", channel=Channel.EMAIL, address=lead.email, words=MessageWords.URGENT,
            details={"link": link}, team=team, by=by,
        )  # fmt: skip
    return asked


@action
def agree(*, identity: Identity, by: User) -> IdentityOpening:
    """The second person: from now on both can read it for a while. Raises: Refused, Conflict, NotFound."""
    opening = _asked(identity.pk)
    rules.check_can_agree(opening, by)
    opening.answered_by, opening.answered_at = by, clock.now()
    opening.is_agreed, opening.open_until = True, opening.answered_at + rules.OPEN_FOR
    opening.save()
    events.publish(IdentityOpened(opening.identity_id, opening.pk))
    if opening.not_told_because is None:
        _show(opening.identity)
    return opening


@action
def decline(*, identity: Identity, by: User) -> None:
    """Leave it shut; whoever asked may take it back by this. Raises: Refused, Conflict, NotFound."""
    opening = _asked(identity.pk)
    rules.check_can_answer(opening, by)
    opening.answered_by, opening.answered_at = by, clock.now()
    opening.save()


def forget(conversation: UUID) -> None:
    """Part of erasing a conversation: who it was with is gone too, and who opened it when stays."""
    for kept in Identity.objects.select_for_update().filter(person__conversation=conversation, words__isnull=False):
        kept.words = None
        kept.save()


def _show(identity: Identity) -> None:
    """Whoever it is sees it at once where they talk now; others there learn that something changed, not what."""
    talks = queries.open_with(identity)
    log = Log(talks)
    for conversation in talks:
        log.append(conversation, Audience.OPEN, EventKind.CHANGED)
    log.write()


def _locked(id: UUID) -> Identity:
    rows = Identity.objects.select_for_update(of=("self",)).select_related("person__conversation__team")
    return rows.get(pk=id)


def _asked(id: UUID) -> IdentityOpening:
    """Raises: NotFound."""
    opening = queries.pending_of(_locked(id))
    if opening is None:
        raise NotFound("That has been answered already, or was never asked.")
    return opening
