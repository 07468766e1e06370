"""Which of our schools the national register speaks of."""

import re
from collections.abc import Collection

from mhst.core.errors import NotFound
from mhst.places.models import Council, School
from mhst.places.readers.gias import Register

#: Six digits, as of the school register; what is longer is no number of a school, nor of a database.
URN = re.compile(r"[0-9]{1,6}")


def known_urns(councils: Collection[str]) -> set[int]:
    """The URNs here of these councils' schools; of all, if none is named."""
    schools = School.objects.filter(council__code__in=councils) if councils else School.objects.all()
    return set(schools.values_list("urn", flat=True))


def known_schools(register: Register, councils: Collection[str]) -> dict[int, list[School]]:
    """The schools here that were read or belong to these councils, by URN; further sites of a URN follow its first."""
    found: dict[int, list[School]] = {}
    wanted = known_urns(councils)
    for school in School.objects.order_by("site").iterator(chunk_size=2000):
        if school.urn in wanted or school.urn in register.schools:
            found.setdefault(school.urn, []).append(school)
    return found


def council_by_code(code: str) -> Council:
    """Raises: NotFound saying how councils come to be known."""
    council = Council.objects.filter(code=code).first()
    if council is None:
        raise NotFound(f"No council with LA code {code} is known here. Import its schools first: import_gias.")
    return council


def school_by_urn(urn: str) -> School:
    """By "990001", or "990001/Annexe" for one of several sites. Raises: NotFound."""
    number, _, site = urn.partition("/")
    known = School.objects.filter(urn=number, site=site) if URN.fullmatch(number) else School.objects.none()
    school = known.select_related("council").first()
    if school is None:
        raise NotFound(f"No school with URN {urn} is known here. Import it first: import_gias.")
    return school
