"""Work about a young person without them there, as it stands under one referral."""

from uuid import UUID

from mhst.core.errors import NotFound
from sessions_app.models import IndirectActivity, Referral


def activities_of(referral: Referral) -> list[IndirectActivity]:
    """The newest first, those withdrawn among them."""
    return list(referral.indirect_activities.select_related("written_by", "withdrawn_by"))


def get(id: UUID, referral: Referral) -> IndirectActivity:
    """Raises: NotFound when it is not of this referral."""
    found = referral.indirect_activities.select_related("written_by", "referral").filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that.")
    return found
