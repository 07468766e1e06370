"""The register's second file, links_edubasealldata: which school became which."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from mhst.places.enums import LinkKind
from mhst.places.readers import values
from mhst.places.readers.csv_file import Line, read
from mhst.places.readers.rejected import Rejected, Wrong

COLUMNS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")


@dataclass(frozen=True)
class Link:
    """One school's word on another."""

    urn: int
    kind: str
    other_urn: int
    name: str
    on: dt.date | None


@dataclass
class Links:
    """The links of the schools asked for, each once; what else a link file holds (sixth-form centres) is left."""

    found: dict[tuple[int, str, int], Link] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)


def read_links(path: Path, urns: Collection[int]) -> Links:
    """Raises: FileRefused if the file as a whole cannot be read."""
    links = Links()
    for line in read(path, COLUMNS):
        try:
            link = _link(line, urns)
        except Wrong as wrong:
            links.rejected.append(Rejected(line.number, str(wrong)))
            continue
        if link:
            links.found.setdefault((link.urn, link.kind, link.other_urn), link)
    return links


def _link(line: Line, urns: Collection[int]) -> Link | None:
    urn = values.number(line, "URN", 10_000, 999_999)
    kind = _kind(line["LinkType"])
    if urn not in urns or kind is None:
        return None
    other = values.number(line, "LinkURN", 10_000, 999_999)
    if urn is None or other is None:
        raise Wrong("LinkURN is empty; it should be the URN of the other school")
    return Link(urn, kind, other, values.text(line, "LinkName", 160), values.date(line, "LinkEstablishedDate"))


def _kind(name: str) -> str | None:
    """ "Successor", "Successor - merged", "Predecessor - amalgamated"; anything else is not about succession."""
    first = name.partition(" ")[0].lower()
    return first if first in LinkKind.values else None
