"""Who gives partners links to their entries, and what an open link still allows."""

from cms.directory.enums import LinkStanding
from cms.directory.models import EditLink, Provider
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission

CLOSED = {
    LinkStanding.EXPIRED: "This link has run out. Ask us for a new one.",
    LinkStanding.REVOKED: "We have stopped this link. Perhaps we sent you a newer one.",
}


def check_can_give(by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.DIRECTORY_KEEP)


def check_can_send(provider: Provider, by: Actor) -> None:
    """Raises: Refused."""
    check_can_give(by)
    if not provider.contact_email:
        raise Refused(f"Write down first who keeps the entries of {provider}: we have no email address.", code="email")


def check_live(link: EditLink) -> None:
    """Raises: Conflict, in words for whoever holds it."""
    if sentence := CLOSED.get(link.standing):
        raise Conflict(sentence, code="closed")
