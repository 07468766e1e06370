"""What a partner sees: by a link, or signed in at the partner's organisation."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from mhst.access.models import User
from mhst.community.enums import LEFT_TO_PARTNER, LinkPurpose, NeighbourState
from mhst.community.models import NeighbourReferral, PartnerLink
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission

A_PAGE = 25
WITH = ("partner", "team", "school", "referred_by", "young_person")
#: While these last, a partner sees it; afterwards it is none of their business any more.
WITH_PARTNER = frozenset({NeighbourState.SENT}) | LEFT_TO_PARTNER


def by_token(token: str) -> PartnerLink:
    """The link that this address is, whatever has become of it. Raises: NotFound."""
    rows = PartnerLink.objects.select_related(*(f"referral__{name}" for name in WITH))
    found = rows.filter(token_hash=tokens.hash_of(token)).first()
    if found is None:
        raise NotFound("This link does not work.")
    return found


def live_of(referral: NeighbourReferral) -> list[PartnerLink]:
    rows = PartnerLink.objects.filter(referral=referral, used_at__isnull=True, revoked_at__isnull=True)
    return list(rows.select_related("referral", "message"))


def locked_link(link: PartnerLink) -> PartnerLink:
    """As it is now, held until the transaction ends: two people at a partner may have it open."""
    found: PartnerLink = PartnerLink.objects.select_for_update(of=("self",)).select_related("referral").get(pk=link.pk)
    return found


def purpose_of(referral: NeighbourReferral) -> LinkPurpose:
    """What the partner is asked for next."""
    return LinkPurpose.ANSWER if referral.state == NeighbourState.SENT else LinkPurpose.ATTENDANCE


def inbox(viewer: User, *, page: str = "1") -> Page[NeighbourReferral]:
    """What waits at the partner organisations where the viewer works."""
    return Paginator(_at_organisation(viewer).order_by("answer_by", "created_at", "pk"), A_PAGE).get_page(page)


def get_at_organisation(id: UUID, viewer: User) -> NeighbourReferral:
    """Raises: NotFound, also when it was withdrawn or has ended."""
    found: NeighbourReferral | None = _at_organisation(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that. Perhaps it was withdrawn, or has ended.")
    return found


def _at_organisation(viewer: User) -> Any:
    organisations = viewer.reach(Permission.PARTNER_ANSWER).organisations if viewer.is_active else ()
    rows = NeighbourReferral.objects.filter(partner__organisation__in=organisations, state__in=WITH_PARTNER)
    return rows.select_related(*WITH)
