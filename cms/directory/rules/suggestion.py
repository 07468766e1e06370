"""Who answers somebody who suggested a service, and when."""

from cms.directory.models import Service
from mhst.core.actors import Actor
from mhst.core.errors import Conflict
from mhst.core.permissions import Permission


def may_tell_shown(service: Service) -> bool:
    """Whether somebody still waits to hear that it is public."""
    return service.is_listed and service.suggested_at is not None and service.answered_at is None


def check_can_tell_shown(service: Service, by: Actor) -> None:
    """Raises: Refused; Conflict when it is not shown, or they were told."""
    by.require(Permission.DIRECTORY_KEEP)
    if not may_tell_shown(service):
        raise Conflict("Nobody waits to hear that this is public.", code="answered")


def check_can_decline(service: Service | None, by: Actor) -> Service:
    """Raises: Refused; Conflict when a colleague was quicker."""
    by.require(Permission.DIRECTORY_KEEP)
    if service is None:
        raise Conflict("A colleague was quicker: this is public, or was declined already.", code="answered")
    return service
