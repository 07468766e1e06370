"""Links by which parents and guardians answer: found by their token, and listed for the team."""

from typing import Any
from uuid import UUID

from mhst.core.crypto import tokens
from mhst.core.errors import NotFound
from mhst.people.models import ParentOrGuardian
from sessions_app.models import ConsentLink, ContactPreference, Referral
from sessions_app.queries.contact import still_agreed

#: What the standing of a link depends on, and who is told of it.
ABOUT = ("referral__team", "referral__school", "referral__practitioner__user", "parent__young_person", "made_by")


def by_token(token: str) -> ConsentLink:
    """The link that this address is, whatever has become of it. Raises: NotFound."""
    found = _links().filter(token_hash=tokens.hash_of(token)).first()
    if found is None:
        raise NotFound("This link does not work.")
    return found


def of(referral: Referral) -> list[ConsentLink]:
    """Every link made for a referral, the newest first."""
    return list(_links().filter(referral=referral))


def get_of(referral: Referral, id: UUID) -> ConsentLink:
    """Raises: NotFound."""
    found = _links().filter(referral=referral, pk=id).first()
    if found is None:
        raise NotFound()
    return found


def unanswered(referral: Referral, parent: ParentOrGuardian) -> list[ConsentLink]:
    rows = _links().filter(referral=referral, parent=parent, used_at__isnull=True, revoked_at__isnull=True)
    return list(rows)


def ways_to(parent: ParentOrGuardian) -> list[ContactPreference]:
    """How this parent agreed to be written to, as far as it still holds."""
    asked = ContactPreference.objects.filter(parent=parent, ended_on__isnull=True).select_related(
        "young_person", "parent"
    )
    return [way for way in asked.order_by("channel") if still_agreed(way)]


def _links() -> Any:
    return ConsentLink.objects.select_related(*ABOUT)
