"""Partner organisations and what is asked of them; who helps look after someone."""

from mhst.community.models.carer import Offer, Recognition
from mhst.community.models.link import PartnerLink
from mhst.community.models.partner import Partner
from mhst.community.models.referral import NeighbourReferral

__all__ = ["NeighbourReferral", "Offer", "Partner", "PartnerLink", "Recognition"]
