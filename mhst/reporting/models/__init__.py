"""What is counted, and what was published."""

from mhst.reporting.models.commission import Commission
from mhst.reporting.models.contact import Contact, RolledUp
from mhst.reporting.models.notice import Subscription, Told
from mhst.reporting.models.publication import Publication, PublishedTable

__all__ = ["Commission", "Contact", "Publication", "PublishedTable", "RolledUp", "Subscription", "Told"]
