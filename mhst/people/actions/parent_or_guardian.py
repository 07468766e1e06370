from mhst.audit.recording import action
from mhst.core import events
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.people.enums import Relationship
from mhst.people.events import ConsentChanged
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.rules.parent_or_guardian import check_remove, check_save


@action
def add(
    *,
    young_person: YoungPerson,
    name: str,
    relationship: Relationship,
    has_parental_responsibility: bool,
    by: Actor,
) -> ParentOrGuardian:
    """Raises: Refused."""
    parent = ParentOrGuardian(
        young_person=young_person, name=name.strip(), relationship=relationship,
        has_parental_responsibility=has_parental_responsibility,
    )  # fmt: skip
    check_save(parent, by=by)
    parent.save()
    return parent


@action
def change(
    *, parent: ParentOrGuardian, name: str, relationship: Relationship, has_parental_responsibility: bool, by: Actor
) -> None:
    """Without parental responsibility, what they decided counts no longer. Raises: Refused."""
    decides_anew = parent.has_parental_responsibility != has_parental_responsibility
    parent.name, parent.relationship = name.strip(), relationship
    parent.has_parental_responsibility = has_parental_responsibility
    check_save(parent, by=by)
    parent.save()
    if decides_anew:
        _tell_of_what_counts_now(parent)


@action
def set_contact(
    *, parent: ParentOrGuardian, may_be_contacted: bool, email: str, phone: str, safe_contact: str, by: Actor
) -> None:
    """Write whether, where and how they may be contacted: the team's knowledge, not the school's. Raises: Refused."""
    by.require(Permission.YOUNG_PERSON_EDIT, parent.young_person)
    parent.may_be_contacted, parent.email, parent.phone = may_be_contacted, email.strip(), phone.strip()
    parent.safe_contact = safe_contact.strip() or None
    parent.save()


@action
def remove(*, parent: ParentOrGuardian, by: Actor) -> None:
    """Raises: Refused."""
    check_remove(parent, by=by)
    parent.delete()


def _tell_of_what_counts_now(parent: ParentOrGuardian) -> None:
    for kind in sorted(set(parent.consent_decisions.values_list("kind", flat=True))):
        events.publish(ConsentChanged(parent.young_person_id, kind))
