"""Where a town or a postcode is, by the schools of our own register: no map service is asked."""

import re
from dataclasses import dataclass
from math import hypot

from django.db.models import Avg

from cms.directory.models import Service
from mhst.places.models import School

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})?$")


@dataclass(frozen=True)
class Place:
    """What somebody typed, the names it goes by, and its middle where our schools tell it."""

    typed: str
    names: frozenset[str]
    easting: float | None = None
    northing: float | None = None

    def kilometres_to(self, easting: int | None, northing: int | None) -> float | None:
        """As the crow flies."""
        if None in (self.easting, self.northing, easting, northing):
            return None
        return hypot(self.easting - easting, self.northing - northing) / 1000  # type: ignore[operator]


def find(typed: str) -> Place | None:
    """The town or postcode district of this name, if we know of any."""
    postcode = _POSTCODE.match(" ".join(typed.upper().split()))
    name = postcode[1] if postcode else " ".join(typed.split())
    schools = School.objects.filter(**({"postcode__istartswith": f"{name} "} if postcode else {"town__iexact": name}))
    middle = schools.aggregate(east=Avg("easting"), north=Avg("northing"))
    names = {name.lower()}
    for town, code in schools.values_list("town", "postcode").distinct():
        names |= {town.lower(), code.partition(" ")[0].lower()}
    place = Place(name, frozenset(names - {""}), middle["east"], middle["north"])
    return place if len(names) > 1 or _serves(name) else None


def known() -> list[str]:
    """Towns that somebody could have meant, for when what they typed is none."""
    served = Service.objects.listed().exclude(town="").values_list("town", flat=True).distinct()
    return sorted({*served.order_by("town")})


def _serves(name: str) -> bool:
    return Service.objects.listed().filter(area_keys__contains=f"|{name.lower()}|").exists()
