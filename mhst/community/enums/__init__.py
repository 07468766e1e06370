"""Neighbouring services: what help there is, and how a referral to a partner stands."""

from mhst.community.enums.carer import EndedWhy
from mhst.community.enums.partner import HelpKind
from mhst.community.enums.referral import (
    ATTENDED,
    LEFT_TO_PARTNER,
    NEIGHBOUR_MOVES,
    OPEN,
    DeclineReason,
    Giver,
    LinkPurpose,
    NeighbourState,
    PartnerLinkStanding,
    WithdrawnWhy,
)

__all__ = [
    "ATTENDED", "LEFT_TO_PARTNER", "NEIGHBOUR_MOVES", "OPEN", "DeclineReason", "EndedWhy", "Giver", "HelpKind",
    "LinkPurpose", "NeighbourState", "PartnerLinkStanding", "WithdrawnWhy",
]  # fmt: skip
