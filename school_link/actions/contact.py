"""Named contacts: added, changed, looked through each term, ended."""

from typing import Any

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.models import School, Team
from school_link.models import NamedContact
from school_link.rules import contact as rules


@action
def add(
    *, place: School | Team, name: str, about: str, phone: str = "", email: str = "", reached: str = "",
    cover: str = "", by: Actor,
) -> NamedContact:  # fmt: skip
    """Raises: Refused."""
    rules.check_can_keep(place, by)
    rules.check_can_be_reached(phone, email)
    at: dict[str, Any] = {"school": place} if isinstance(place, School) else {"team": place}
    said = {"name": name, "about": about, "phone": phone, "email": email, "reached": reached, "cover": cover}
    return NamedContact.objects.create(**at, **said, verified_by=_person(by))


@action
def change(
    *, contact: NamedContact, name: str, about: str, phone: str = "", email: str = "", reached: str = "",
    cover: str = "", by: Actor,
) -> None:  # fmt: skip
    """Whoever changes it has looked through it. Raises: Refused."""
    rules.check_can_keep(contact.place, by)
    rules.check_can_be_reached(phone, email)
    contact.name, contact.about, contact.phone, contact.email = name, about, phone, email
    contact.reached, contact.cover = reached, cover
    _verify(contact, by)


@action
def verify(*, contact: NamedContact, by: Actor) -> None:
    """It is right as it stands. Raises: Refused."""
    rules.check_can_keep(contact.place, by)
    _verify(contact, by)


@action
def end(*, contact: NamedContact, by: Actor) -> None:
    """They are not to be asked any more. Raises: Refused."""
    rules.check_can_keep(contact.place, by)
    contact.ended_on = clock.today()
    contact.save()


def _verify(contact: NamedContact, by: Actor) -> None:
    contact.verified_on, contact.verified_by = clock.today(), _person(by)
    contact.save()


def _person(by: Actor) -> User | None:
    return by if isinstance(by, User) else None
