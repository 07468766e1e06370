"""What partners may write about their entries, and who decides about it."""

from typing import Any

from cms.directory.enums import PROPOSAL_MOVES, ProposalState
from cms.directory.models import EditLink, Proposal, Service
from cms.directory.rules.edit_link import check_live
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, NotFound, Refused
from mhst.core.permissions import Permission


def check_own(link: EditLink, service: Service) -> None:
    """Raises: Conflict when the link is over; NotFound for an entry of somebody else."""
    check_live(link)
    if service.provider_id != link.provider_id:
        raise NotFound("We could not find that entry among yours.")


def check_differs(changed: dict[str, Any]) -> None:
    """Raises: Refused."""
    if not changed:
        raise Refused("Nothing is changed. If all of it is right, go back and press “Still right”.", field="")


def check_can_decide(proposal: Proposal, into: ProposalState, by: Actor) -> None:
    """Raises: Refused; Conflict when a colleague was quicker."""
    by.require(Permission.DIRECTORY_KEEP)
    if into not in PROPOSAL_MOVES[proposal.state]:
        raise Conflict("A colleague has decided about this already.", code="decided")
