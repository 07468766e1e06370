"""Links of partners: found by their token, and listed for those who keep the directory."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cms.directory.enums import ProposalState
from cms.directory.models import EditLink, Proposal, Provider, Service
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound


@dataclass(frozen=True)
class Own:
    """An entry as its partner sees it: what is public, and what they last wrote about it."""

    service: Service
    last: Proposal | None

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.state == ProposalState.WAITING

    @property
    def theirs(self) -> dict[str, Any]:
        """What they wrote that is not public: it waits, or came back to be put right."""
        return self.last.after if self.last and (self.waits or self.came_back) else {}

    @property
    def came_back(self) -> bool:
        return self.last is not None and self.last.state == ProposalState.SENT_BACK


def by_token(token: str) -> EditLink:
    """The link that this address is, whatever has become of it. Raises: NotFound."""
    found = EditLink.objects.select_related("provider").filter(token_hash=tokens.hash_of(token)).first()
    if found is None:
        raise NotFound("This link does not work.")
    return found


def live_of(provider: Provider) -> list[EditLink]:
    """Those that were not stopped and have not run out: one, or none."""
    return [link for link in provider.edit_links.filter(revoked_at__isnull=True) if link.is_live]


def entries_of(link: EditLink) -> list[Own]:
    """What the partner keeps: also entries that are hidden at present."""
    last = {p.service_id: p for p in Proposal.objects.filter(service__provider=link.provider).order_by("sent_at")}
    return [Own(service, last.get(service.pk)) for service in link.provider.services.all()]


def get_entry(link: EditLink, id: int) -> Own:
    """Raises: NotFound for an entry of somebody else."""
    found = next((own for own in entries_of(link) if own.service.pk == id), None)
    if found is None:
        raise NotFound("We could not find that entry among yours.")
    return found


def get_of(provider: Provider, id: UUID) -> EditLink:
    """Raises: NotFound."""
    found = provider.edit_links.filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found
