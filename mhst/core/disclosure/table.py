"""The one thing that may be shown: a table of figures that went through the protection."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import InitVar, asdict, dataclass
from typing import Any

from mhst.core.crypto import fingerprint
from mhst.core.disclosure.rule import share

_SEAL = object()


class NotProtected(Exception):
    """Somebody tried to make a table beside the protection, or altered a published one."""


@dataclass(frozen=True)
class Figure:
    """One cell: its value of each dimension, and what is shown. None is hidden: few, or none at all."""

    values: tuple[str, ...]
    shown: int | None


@dataclass(frozen=True)
class SafeTable:
    """Figures fit for anybody's eyes. Only the protection makes one; what it published it can open again.

    Raises: NotProtected.
    """

    key: str
    title: str
    period: str
    edition: int
    dimensions: tuple[str, ...]
    figures: tuple[Figure, ...]
    whole: int | None  # everybody it is of, as published: mostly all in the period
    rule: str
    coarser: str
    of_whom: str = ""  # the value that those have whom it is of, where it says so: what is older does not
    seal: InitVar[object] = None  # not kept, so that a changed copy cannot be made either

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise NotProtected("A table of figures is made by mhst.core.disclosure alone.")

    def shown(self, *values: str) -> int | None:
        """What is shown there. Raises: KeyError."""
        return self._by_values[values]

    def share(self, *values: str) -> float | None:
        """Per cent of everybody it is of, from rounded figures; None where people are too few for that, and where it
        tells of several months side by side: each by itself has its shares of those in that month, never of them all.
        """
        return None if self.has_several_months else share(self.shown(*values), self.whole)

    @property
    def has_several_months(self) -> bool:
        """Whether it tells of months side by side, as a revision does."""
        return "month" in self.dimensions and len(self.of("month")) > 1

    @property
    def shows_something(self) -> bool:
        """Whether any figure of it is shown: what is small throughout is as if it had been left out."""
        return any(figure.shown is not None for figure in self.figures)

    def of(self, dimension: str) -> tuple[str, ...]:
        """The values of one dimension, in order."""
        place = self.dimensions.index(dimension)
        return tuple(dict.fromkeys(figure.values[place] for figure in self.figures))

    @property
    def _by_values(self) -> Mapping[tuple[str, ...], int | None]:
        return {figure.values: figure.shown for figure in self.figures}

    @property
    def contents(self) -> dict[str, Any]:
        """Plain values, as they are stored."""
        return asdict(self)

    @property
    def signature(self) -> str:
        """What it must carry to be shown again once it is stored: nobody without the deployment's key can make it, and
        nothing is signed but what passed the gate."""
        return _signature(self.contents)


def sealed(**contents: Any) -> SafeTable:
    """For the protection: figures that passed the gate."""
    return SafeTable(**contents, seal=_SEAL)


def _signature(contents: Mapping[str, Any]) -> str:
    plain = json.dumps(contents, sort_keys=True, separators=(",", ":"))
    return fingerprint(plain, about="published table")


def reopened(contents: Mapping[str, Any], signed: str) -> SafeTable:
    """A table that was published and stored. Raises: NotProtected when it is not what was signed."""
    if not hmac.compare_digest(_signature(contents), signed):
        raise NotProtected("A stored table is not the one that was published.")
    figures = tuple(Figure(tuple(figure["values"]), figure["shown"]) for figure in contents["figures"])
    return sealed(**{**contents, "dimensions": tuple(contents["dimensions"]), "figures": figures})
