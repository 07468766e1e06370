"""When a file of the national register may be taken over."""

from collections.abc import Collection, Mapping

from mhst.places.enums import SchoolStatus
from mhst.places.models import School
from mhst.places.readers.gias import Register
from mhst.places.readers.gias_links import Links


def why_refused(
    *,
    register: Register,
    links: Links | None,
    known: Mapping[int, list[School]],
    councils: Collection[str],
    skip_rejected: bool,
) -> str | None:
    """Why the file as a whole may not be taken over, as a sentence; None when it may."""
    absent = sorted(set(councils) - {school.council_code for school in register.schools.values()})
    if absent and not register.rejected:
        return f"No school in the file belongs to LA (code) {', '.join(absent)}. Check the code, or the file."
    if skip_rejected:
        return None
    gone = missing(register, known)
    if len(gone) * 2 > len(known) > 0:
        return (
            f"{len(gone)} of the {len(known)} schools known here are not in the file. The register never drops a "
            "school, so the file is cut off or another one. To take it over all the same, add --skip-rejected."
        )
    wrong = len(register.rejected) + (len(links.rejected) if links else 0)
    return rejected_sentence(wrong) if wrong else None


def missing(register: Register, known: Mapping[int, list[School]]) -> list[School]:
    """Open schools known here that the whole file does not name."""
    return [
        school
        for urn, schools in known.items()
        for school in schools
        if urn not in register.urns and school.status != SchoolStatus.CLOSED
    ]


def rejected_sentence(count: int) -> str:
    """Why a file with wrong lines is not imported, and the two ways on."""
    lines = "1 line is" if count == 1 else f"{count:,} lines are"
    return f"Nothing was imported: {lines} wrong. Correct the file, or add --skip-rejected to import the rest."
