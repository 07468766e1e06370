from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import ParentOrGuardian


def check_save(parent: ParentOrGuardian, *, by: Actor) -> None:
    """Whether a parent or guardian may be written down as it now stands. Raises: Refused."""
    by.require(Permission.CONSENT_RECORD, parent.young_person)
    if not parent.name.strip():
        raise Refused("Enter the name of the parent or guardian.", code="name", field="name")


def check_remove(parent: ParentOrGuardian, *, by: Actor) -> None:
    """Raises: Refused if they ever decided something: what they decided names them."""
    by.require(Permission.CONSENT_RECORD, parent.young_person)
    if parent.consent_decisions.exists():
        raise Refused(
            f"{parent} has decided about consent, so the record keeps the name. If they may no longer decide,"
            " change their parental responsibility instead.",
            code="has-decided",
        )
