"""What partners write about their entries, and what becomes of it."""

from functools import partial
from typing import Any

from cms.directory.actions import edit_link
from cms.directory.enums import Capacity, ProposalState
from cms.directory.models import EditLink, Proposal, Service
from cms.directory.rules import proposal as rules
from cms.directory.words import EDITABLE
from mhst.access.models import User
from mhst.audit import recording
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor


@action
def confirm(*, link: EditLink, service: Service, capacity: Capacity, by: Actor) -> None:
    """It is still right as it stands. Whether there are places is a fact, and needs no editor. Raises: Conflict."""
    rules.check_own(link, service)
    recording.note(link, entry=service.pk)
    _write(service, {"capacity": capacity}, by)


@action
def send(*, link: EditLink, service: Service, values: dict[str, Any], by: Actor) -> Proposal:
    """What differs waits for an editor; written again meanwhile, it takes the place of the first.

    Raises: Conflict when the link is over, Refused when nothing differs.
    """
    rules.check_own(link, service)
    changed = {name: values[name] for name in EDITABLE if values[name] != getattr(service, name)}
    waiting = _waiting(service)
    rules.check_differs(changed, waiting)
    proposal = waiting or Proposal(service=service)
    proposal.link, proposal.sent_at = link, clock.now()
    proposal.before, proposal.after = {name: getattr(service, name) for name in changed}, changed
    proposal.save()
    return proposal


@action
def take_back(*, link: EditLink, service: Service, by: Actor) -> None:
    """The partner wants no change after all. Raises: Conflict when the link is over, Refused when nothing waits."""
    rules.check_own(link, service)
    proposal = rules.check_can_take_back(_waiting(service))
    proposal.state, proposal.decided_at = ProposalState.WITHDRAWN, clock.now()
    proposal.save()


@action
def accept(*, proposal: Proposal, version: str, values: dict[str, Any], by: Actor) -> Proposal:
    """Make it public, as they wrote it or as the editor has put it right, and tell them which, if a letter goes.

    `version` is what the editor has read. Raises: Refused; Conflict when a colleague or the partner was quicker.
    """
    proposal = _lock(proposal)
    service = proposal.service
    wanted = {name: getattr(service, name) for name in EDITABLE} | proposal.after
    edited = any(values[name] != wanted[name] for name in EDITABLE)
    state = ProposalState.EDITED if edited else ProposalState.ACCEPTED
    _decide(proposal, state, version, by)
    _write(service, values, by)
    if service.provider.contact_email:
        edit_link.tell(service.provider, "accepted", proposal=proposal, service=service, edited=edited)
    return proposal


@action
def send_back(*, proposal: Proposal, version: str, words: str, by: Actor) -> Proposal:
    """Not like this: say why, with a link to try again. Raises: Refused, Conflict, as `accept` does."""
    proposal = _lock(proposal)
    proposal.answer = words
    _decide(proposal, ProposalState.SENT_BACK, version, by)
    service = proposal.service
    if service.provider.contact_email:
        link = partial(edit_link.make, provider=service.provider, by=by)
        edit_link.tell(service.provider, "sent_back", url=link, proposal=proposal, service=service)
    return proposal


def _waiting(service: Service) -> Proposal | None:
    return Proposal.objects.select_for_update().filter(service=service, state=ProposalState.WAITING).first()


def _lock(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("service__provider")
    return rows.get(pk=proposal.pk)


def _decide(proposal: Proposal, state: ProposalState, version: str, by: Actor) -> None:
    rules.check_can_decide(proposal, state, by)
    rules.check_read(proposal, version)
    proposal.state, proposal.decided_at = state, clock.now()
    proposal.decided_by = by if isinstance(by, User) else None
    proposal.save()


def _write(service: Service, values: dict[str, Any], by: Actor) -> None:
    """The entry as it is from now on, and right today; with a version in its history."""
    for name, value in values.items():
        setattr(service, name, value)
    service.confirmed_on = clock.today()
    service.save()
    service.save_revision(user=by if isinstance(by, User) else None, log_action=True)
