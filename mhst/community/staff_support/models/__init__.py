"""What staff support keeps: tables to which no other points, and which point to no young person."""

from mhst.community.staff_support.models.answer import Assessment, Known, Note, Offer
from mhst.community.staff_support.models.apart import Apart
from mhst.community.staff_support.models.request import Request
from mhst.community.staff_support.models.team import TeamKnown, TeamSession, TeamSupport
from mhst.community.staff_support.models.worker import Worker

__all__ = [
    "Apart", "Assessment", "Known", "Note", "Offer", "Request", "TeamKnown", "TeamSession", "TeamSupport", "Worker",
]  # fmt: skip
