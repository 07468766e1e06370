"""Entries as a table: one line a service, with the names of HSDS where it has one."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from cms.directory.enums import ProviderKind
from cms.directory.models import Service
from cms.directory.readers.table import COLUMNS
from mhst.core.spreadsheets import harmless


def csv_of(services: Iterable[Service]) -> str:
    """With a header. A value that a spreadsheet would take for a formula is written as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for service in services:
        values = _line(service)
        writer.writerow([harmless(values[name]) for name in COLUMNS])
    return out.getvalue()


def _line(service: Service) -> dict[str, Any]:
    provider = service.provider
    return {
        "id": service.external_id,
        "name": service.name,
        "alternate_name": service.also_called,
        "summary": service.summary,
        "description": service.description,
        "status": "active" if service.is_listed else "inactive",
        "url": service.web,
        "email": service.email,
        "phone": service.phone,
        "application_process": service.how_to_refer,
        "way": service.way,
        "eligibility_description": service.for_whom,
        "minimum_age": service.youngest,
        "maximum_age": service.oldest,
        "service_areas": service.areas,
        "languages": service.languages,
        "accessibility": service.access_needs,
        "free": "yes" if service.is_free else "no",
        "fees_description": service.cost,
        "capacity": service.capacity,
        "capacity_note": service.capacity_note,
        "address_1": service.street,
        "city": service.town,
        "postal_code": service.postcode,
        "easting": service.easting,
        "northing": service.northing,
        "assured_date": service.confirmed_on,
        "organization_id": provider.external_id,
        "organization_name": provider.name,
        "organization_kind": ProviderKind(provider.kind).value,
        "organization_description": provider.description,
        "organization_website": provider.web,
    }
