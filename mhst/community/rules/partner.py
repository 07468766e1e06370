"""Who keeps the list of partner organisations, and what a partner must say."""

from mhst.community.models import Partner
from mhst.community.queries import partner as queries
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission


def check_can_keep(by: Actor) -> None:
    """Raises: Refused."""
    by.require(Permission.PARTNER_KEEP)


def check_partner(partner: Partner, by: Actor) -> None:
    """As it is about to be saved. Raises: Refused."""
    check_can_keep(by)
    if not partner.kinds:
        raise Refused("Choose at least one kind of help.", code="kinds", field="kinds")
    if queries.is_named(partner.name, besides=partner):
        raise Refused("There is a partner of this name already.", code="name", field="name")
