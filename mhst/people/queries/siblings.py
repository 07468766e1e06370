"""Who of these are brothers or sisters, as far as the records tell.

Two young people count as siblings when a parent or guardian of each has the same name and the same phone number or
e-mail address. Social workers do not make siblings. Whoever is missed is recorded by hand as kept apart.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations
from uuid import UUID

from mhst.people.enums import Relationship
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.names import plain


def siblings_among(people: Collection[YoungPerson]) -> list[tuple[YoungPerson, YoungPerson]]:
    """The pairs, each once. One query."""
    children: dict[tuple[str, str], dict[UUID, YoungPerson]] = defaultdict(dict)
    by_id = {person.pk: person for person in people}
    adults = ParentOrGuardian.objects.filter(young_person__in=by_id).exclude(relationship=Relationship.SOCIAL_WORKER)
    for adult in adults.order_by("young_person"):
        for contact in _contacts(adult):
            children[plain(adult.name), contact][adult.young_person_id] = by_id[adult.young_person_id]
    pairs = (pair for family in children.values() for pair in combinations(family.values(), 2))
    return list({(one.pk, other.pk): (one, other) for one, other in pairs}.values())


def _contacts(adult: ParentOrGuardian) -> Iterator[str]:
    """An e-mail address, and a number however it is written."""
    if adult.email:
        yield adult.email.casefold()
    digits = re.sub(r"\D", "", adult.phone)
    if digits:
        yield re.sub(r"^(0044|44|0)", "", digits)
