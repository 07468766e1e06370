"""What is counted, and what was published."""

from mhst.reporting.models.commission import Commission
from mhst.reporting.models.contact import Contact, RolledUp
from mhst.reporting.models.notice import Subscription, Told
from mhst.reporting.models.publication import Publication, PublishedTable
from mhst.reporting.models.revision import Revision, RevisionProgress

__all__ = [
    "Commission", "Contact", "Publication", "PublishedTable", "Revision", "RevisionProgress", "RolledUp",
    "Subscription", "Told",
]  # fmt: skip
