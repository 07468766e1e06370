"""What schools are called in a list from which one is chosen."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mhst.places.models import School


def choices_of(schools: Iterable["School"]) -> list[tuple[str, str]]:
    """Primary key and name of each, in their order. England has many a St Mary's: those of one name say where."""
    listed = list(schools)
    bearers = Counter(school.name for school in listed)
    return [(str(school.pk), school.name if bearers[school.name] == 1 else _with_place(school)) for school in listed]


def _with_place(school: "School") -> str:
    """ "St Mary's School, Northtown, NT1 2AB"; the URN where no address is known."""
    return ", ".join(filter(None, [school.name, school.town, school.postcode or f"URN {school.urn}"]))
