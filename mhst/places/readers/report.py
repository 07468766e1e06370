"""What an import did, or would do, in lines for the person who runs it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mhst.places.readers.rejected import Rejected

#: So many of each kind are listed; the rest are counted, unless everything is asked for.
LISTED = 20


@dataclass(frozen=True)
class Change:
    """What changed of one thing: the values before and after, by field."""

    about: str
    fields: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        told = (f"{name.replace('_', ' ')} {_said(old)} -> {_said(new)}" for name, (old, new) in self.fields.items())
        return f"{self.about}: {'; '.join(told)}"


@dataclass(frozen=True)
class Closing:
    """A school that has closed or is about to: what it became, and what is still planned there."""

    about: str
    when: str
    successors: tuple[str, ...]
    sessions: int

    def __str__(self) -> str:
        became = f"becomes {', '.join(self.successors)}" if self.successors else "no successor is known"
        many = "session is" if self.sessions == 1 else "sessions are"
        planned = f"{self.sessions} {many} planned there after that: move or cancel them" if self.sessions else ""
        return "; ".join(filter(None, (f"{self.about} {self.when}", became, planned)))


@dataclass
class Report:
    """What was added, changed, closed, left as it was, left out and rejected."""

    lines_read: int = 0
    considered: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    closed: list[Closing] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    refusal: str | None = None  # when only checking: why the import would be refused

    def __bool__(self) -> bool:
        """Whether anything was changed."""
        return bool(self.added or self.changed or self.removed)

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """The report, a line at a time; long lists are cut unless `everything` is asked for."""
        most = None if everything else LISTED
        yield f"Lines read: {self.lines_read:,}; of them considered: {self.considered:,}"
        yield from _listed("Added", self.added, most)
        yield from _listed("Changed", self.changed, most)
        yield from _listed("Closed or closing", self.closed, most)
        yield from _listed("Removed", self.removed, most)
        yield f"Unchanged: {self.unchanged:,}"
        for reason, count in sorted(self.left_out.items()):
            yield f"Left out because {reason}: {count:,}"
        if self.missing:
            yield from _listed("Known here, not in the file, left as they are", self.missing, most)
        yield from _listed("Rejected", self.rejected, most)


class OnlyChecked(Exception):
    """Ends an import that only checks: carries its report while everything it did is rolled back."""

    def __init__(self, report: Report) -> None:
        super().__init__("only checked")
        self.report = report


def _listed(heading: str, things: list[Any], most: int | None) -> Iterable[str]:
    yield f"{heading}: {len(things):,}"
    for thing in things[:most]:
        yield f"  {thing}"
    if most is not None and len(things) > most:
        yield f"  … and {len(things) - most:,} more; --everything lists them"


def _said(value: Any) -> str:
    return "nothing" if value in (None, "") else str(value)
