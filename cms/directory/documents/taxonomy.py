"""What entries choose from, as taxonomies of Open Referral UK: who runs it, who can ask, whether there are places."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Choices

from cms.directory.enums import Capacity, ProviderKind, Way
from mhst.core.errors import NotFound


@dataclass(frozen=True)
class Taxonomy:
    """One set of choices. `label` is what an attribute that holds one of them is called."""

    label: str
    name: str
    description: str
    choices: type[Choices]

    @property
    def id(self) -> str:
        return _id(self.label)

    def as_hsds(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "description": self.description, "version": "1"}

    def term(self, code: str) -> dict[str, Any]:
        words = str(self.choices(code).label)
        return {
            "id": _id(self.label, code), "code": code, "name": words, "description": f"{self.name}: {words}",
            "taxonomy": self.name, "taxonomy_detail": self.as_hsds(), "language": "en",
        }  # fmt: skip


TAXONOMIES = (
    Taxonomy("kind", "Who runs the service", "The kind of organisation that runs it.", ProviderKind),
    Taxonomy("way", "Who can ask", "Whether people ask for the service themselves.", Way),
    Taxonomy("capacity", "Places now", "Whether somebody who asks today would be helped soon.", Capacity),
)
OF_LABEL = {one.label: one for one in TAXONOMIES}


def taxonomies() -> list[dict[str, Any]]:
    return [one.as_hsds() for one in TAXONOMIES]


def terms(taxonomy_id: str = "") -> list[dict[str, Any]]:
    """All of them, or those of one taxonomy. None has a parent."""
    wanted = [one for one in TAXONOMIES if not taxonomy_id or one.id == taxonomy_id]
    return [one.term(str(code)) for one in wanted for code in one.choices.values]


def taxonomy_of(id: str) -> dict[str, Any]:
    """Raises: NotFound."""
    return _with(id, taxonomies())


def term_of(id: str) -> dict[str, Any]:
    """Raises: NotFound."""
    return _with(id, terms())


def _with(id: str, told: list[dict[str, Any]]) -> dict[str, Any]:
    found = next((one for one in told if one["id"] == id), None)
    if found is None:
        raise NotFound("There is no such taxonomy or term here.")
    return found


def _id(*parts: str) -> str:
    """The same in every directory of ours, so that whoever gathers several finds one term once."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "/".join(("taxonomy", *parts))))
