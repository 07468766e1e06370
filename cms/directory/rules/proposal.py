"""What partners may write about their entries, and who decides about it."""

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from cms.directory.enums import PROPOSAL_MOVES, ProposalState
from cms.directory.models import EditLink, Proposal, Service
from cms.directory.rules.edit_link import check_live
from cms.directory.words import EDITABLE
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.permissions import Permission


def check_own(link: EditLink, service: Service) -> None:
    """Raises: Conflict when the link is over; NotFound for an entry of somebody else."""
    check_live(link)
    if service.provider_id != link.provider_id:
        raise NotFound(_("We could not find that entry among yours."))


def check_differs(changed: dict[str, Any], waiting: Proposal | None) -> None:
    """Raises: Refused."""
    if changed:
        return
    if waiting:
        raise Refused(
            _("All of this is public as it is. What you sent before still waits: you can take it back."), field=""
        )
    raise Refused(_("Nothing is changed. If all of it is right, go back and press “Still right”."), field="")


def check_can_take_back(waiting: Proposal | None) -> Proposal:
    """Raises: Refused when an editor was quicker."""
    if waiting is None:
        raise Refused(_("Nothing of yours waits any more: our editor has decided about it."))
    return waiting


def check_can_decide(proposal: Proposal, into: ProposalState, by: Actor) -> None:
    """Raises: Refused; Conflict when a colleague was quicker."""
    by.require(Permission.DIRECTORY_KEEP)
    if proposal.state == ProposalState.WITHDRAWN:
        raise Conflict("The partner has taken this back.", code="decided")
    if into not in PROPOSAL_MOVES[proposal.state]:
        raise Conflict("A colleague has decided about this already.", code="decided")


def version_of(proposal: Proposal) -> str:
    """What an editor who reads it has before them: the partner's words, and the entry that they would change."""
    entry = [getattr(proposal.service, name) for name in EDITABLE]
    return hashlib.sha256(json.dumps([proposal.after, entry], sort_keys=True).encode()).hexdigest()[:32]


def check_read(proposal: Proposal, version: str) -> None:
    """Raises: Conflict when there is something newer than what the editor read."""
    if version != version_of(proposal):
        raise Conflict(
            "This has changed since you opened it: the partner has written again, or the entry is another by now."
            " Read what stands here now, and decide again.",
            code="newer",
        )  # fmt: skip
