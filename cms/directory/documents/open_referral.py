"""An entry as Open Referral UK has it, which is HSDS 3: the names of its fields are theirs.

What HSDS has no field for goes into `attributes`, by label: who runs it, who can ask, whether there are places.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.paginator import Page
from django.urls import reverse

from cms.directory.documents.taxonomy import OF_LABEL
from cms.directory.models import Provider, Service
from mhst.settings.environment import environment

#: By these validators of Open Referral UK know what to hold it to.
VERSION = "HSDS-UK-3.0"
PROFILE = "https://openreferraluk.org/"
DESCRIBED_BY = "https://openreferraluk.org/specifications/3.0/openapi.json"
ACTIVE, CLOSED = "active", "inactive"
Told = TypeVar("Told")


def api() -> dict[str, str]:
    """What is offered here, for whoever reads by program."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": DESCRIBED_BY,
    }


def page_of(page: Page[Told], told: Callable[[Told], dict[str, Any]]) -> dict[str, Any]:
    """A stretch of something, with the numbers that Open Referral UK puts around it."""
    contents = [told(one) for one in page]
    return {
        "total_items": page.paginator.count,
        "total_pages": page.paginator.num_pages,
        "page_number": page.number,
        "size": len(contents),
        "first_page": not page.has_previous(),
        "last_page": not page.has_next(),
        "empty": not contents,
        "contents": contents,
    }


def service_of(service: Service) -> dict[str, Any]:
    """One entry. What is empty is left out."""
    own = service.external_id
    told = {
        "id": own,
        "name": service.name,
        "alternate_name": service.also_called,
        "description": f"{service.summary}\n\n{service.description}",
        "url": service.web or _own_page(service),
        "email": service.email,
        "status": ACTIVE if service.is_listed else CLOSED,
        "application_process": service.how_to_refer,
        "fees_description": service.cost,
        "eligibility_description": service.for_whom,
        "minimum_age": service.youngest,
        "maximum_age": service.oldest,
        "assured_date": service.confirmed_on and service.confirmed_on.isoformat(),
        "organization": _organization(service.provider),
        "phones": [{"id": _id(own, "phone"), "number": service.phone}] if service.phone else [],
        "service_areas": [{"id": _id(own, "area", name), "name": name} for name in service.area_list],
        "languages": [{"id": _id(own, "language", name), "name": name} for name in listed(service.languages)],
        "cost_options": [_free(own)] if service.is_free else [],
        "service_at_locations": [_at_location(service)] if service.address or service.access_needs else [],
        "attributes": list(_attributes(service)),
    }
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _own_page(service: Service) -> str:
    """Open Referral UK wants an address of every service; ours tells of those that have none."""
    return environment.base_url.rstrip("/") + reverse("directory-service", args=[service.pk])


def listed(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _organization(provider: Provider) -> dict[str, Any]:
    told = {
        "id": provider.external_id,
        "name": provider.name,
        "description": provider.description or provider.name,
        "website": provider.web,
        "attributes": [_attribute(provider.external_id, "organization", "kind", provider.kind)],
    }
    return {name: value for name, value in told.items() if value}


def _free(own: str) -> dict[str, Any]:
    return {"id": _id(own, "free"), "option": "Free", "amount": 0, "currency": "GBP"}


def _at_location(service: Service) -> dict[str, Any]:
    own, place = service.external_id, _id(service.external_id, "location")
    address = {
        "id": _id(own, "address"), "address_1": service.street, "city": service.town, "state_province": "",
        "postal_code": service.postcode, "country": "GB", "address_type": "physical",
    }  # fmt: skip
    location = {
        "id": place,
        "location_type": "physical" if service.address else "virtual",
        "addresses": [address] if service.address else [],
        "accessibility": [{"id": _id(own, "access"), "description": service.access_needs}]
        if service.access_needs
        else [],
    }
    return {"id": _id(own, "at"), "location": location}


def _attributes(service: Service) -> Iterable[dict[str, Any]]:
    told = {
        "summary": service.summary, "way": service.way, "capacity": service.capacity,
        "capacity_note": service.capacity_note, "easting": service.easting, "northing": service.northing,
    }  # fmt: skip
    for label, value in told.items():
        if value not in (None, ""):
            yield _attribute(service.external_id, "service", label, str(value))


def _attribute(own: str, entity: str, label: str, value: str) -> dict[str, Any]:
    told = {"id": _id(own, label), "link_id": own, "link_entity": entity, "label": label, "value": value}
    return told | ({"taxonomy_term": OF_LABEL[label].term(value)} if label in OF_LABEL else {})


def _id(*parts: str) -> str:
    """The same at every export, as whoever takes it over again and again needs it."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(parts)))
