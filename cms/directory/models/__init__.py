from cms.directory.models.edit_link import EditLink
from cms.directory.models.proposal import Proposal
from cms.directory.models.provider import Provider
from cms.directory.models.service import Service

__all__ = ["EditLink", "Proposal", "Provider", "Service"]
