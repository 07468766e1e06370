"""One entry as it was read of a file, whatever kind of file it was."""

from dataclasses import dataclass, field
from typing import Any

from mhst.places.readers.rejected import Rejected


@dataclass(frozen=True)
class Entry:
    """What to write about a service and about who runs it; only what the file tells."""

    line: int
    external_id: str
    service: dict[str, Any]
    provider_id: str
    provider: dict[str, Any]


@dataclass
class Entries:
    """All of a file; `kind` is what it counts: lines, or entries."""

    kind: str = "line"
    read: int = 0
    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
