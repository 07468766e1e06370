"""Reads entries of a CSV file with one line a service, as `documents.table` writes it.

Each line is brought into the shape of HSDS and read on as that, so that both kinds of file obey the same rules.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cms.directory.readers import hsds
from cms.directory.readers.entry import Entries
from mhst.places.readers import csv_file
from mhst.places.readers.rejected import Rejected, Wrong

NEEDED = ("id", "name", "status", "organization_id", "organization_name")
OPTIONAL = (
    "alternate_name", "summary", "description", "url", "email", "phone", "application_process", "way",
    "eligibility_description", "minimum_age", "maximum_age", "service_areas", "languages", "accessibility", "free",
    "fees_description", "capacity", "capacity_note", "address_1", "city", "postal_code", "easting", "northing",
    "assured_date", "organization_kind", "organization_description", "organization_website",
)  # fmt: skip
COLUMNS = (*NEEDED, *OPTIONAL)
FREE = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False, "": False}
OWN = ("summary", "way", "capacity", "capacity_note", "easting", "northing")


def read(path: Path, watch: Callable[[int], Any] = lambda done: None) -> Entries:
    """Every line of the file. Raises: FileRefused when it is no such file at all."""
    found, seen = Entries(), set[str]()
    for line in csv_file.read(path, NEEDED, encoding="utf-8-sig", optional=OPTIONAL, watch=watch):
        found.read += 1
        try:
            entry = hsds.entry_of(line.number, _as_hsds({name: _bare(text) for name, text in line.values.items()}))
            if entry.external_id in seen:
                raise Wrong(f"id {entry.external_id} stands in the file twice")
        except Wrong as wrong:
            found.rejected.append(Rejected(line.number, str(wrong)))
        else:
            seen.add(entry.external_id)
            found.entries.append(entry)
    return found


def _bare(text: str) -> str:
    """Without the mark that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _as_hsds(values: dict[str, str]) -> dict[str, Any]:
    get = values.get
    location = {
        "addresses": [{name: get(name) for name in ("address_1", "city", "postal_code")}],
        "accessibility": [{"description": get("accessibility")}],
    }
    organization = {
        "id": get("organization_id"), "name": get("organization_name"),
        "description": get("organization_description"), "website": get("organization_website"),
        "attributes": [{"label": "kind", "value": get("organization_kind")}],
    }  # fmt: skip
    return {
        **values,
        "organization": organization,
        "phones": [{"number": get("phone")}],
        "service_areas": _named(get("service_areas")),
        "languages": _named(get("languages")),
        "cost_options": [{"amount": 0 if _is_free(get("free") or "") else 1}],
        "service_at_locations": [{"location": location}],
        "attributes": [{"label": name, "value": get(name)} for name in OWN],
    }


def _is_free(text: str) -> bool:
    """Raises: Wrong. Nobody guesses whether something costs money."""
    said = text.strip().lower()
    if said not in FREE:
        raise Wrong(f"“free” is {text!r}: write yes or no")
    return FREE[said]


def _named(text: str | None) -> list[dict[str, str]]:
    return [{"name": part.strip()} for part in (text or "").split(",")]
