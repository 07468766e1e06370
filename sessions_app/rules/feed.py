from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner


def check_own_feed(by: Actor, practitioner: Practitioner) -> None:
    """A feed's address is for its owner's phone alone. Raises: Refused."""
    by.require(Permission.FEED_OWN, practitioner)
    if by.audit_id != practitioner.user.audit_id:
        raise Refused("Only the practitioner themselves can make or end the link to their calendar.", code="not-own")
