"""Whether figures are within what was recorded: `bounds.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.registry import Figure

RECORDED = Path(__file__).with_name("bounds.toml")


@dataclass(frozen=True)
class Bound:
    """Of the ratio from `least` to `most`, of the figure itself up to `most_value`."""

    least: float = 0
    most: float = float("inf")
    most_value: float = float("inf")

    def holds(self, figure: Figure) -> bool:
        return self.least <= figure.ratio <= self.most and figure.value <= self.most_value

    def __str__(self) -> str:
        told = [f"at least {self.least:g} x" if self.least else "", f"at most {self.most:g} x", f"{self.most_value:g}"]
        return " and ".join(one for one in told if one and "inf" not in one)


@cache
def recorded() -> dict[str, Bound]:
    """By the name of the figure."""
    found = tomllib.loads(RECORDED.read_text())["figures"]
    return {name: Bound(**bound) for name, bound in found.items()}


def lines(figures: dict[str, Figure], bounds: dict[str, Bound]) -> list[str]:
    """Each figure that has a bound, and where it stands."""
    return [
        f"  {'within ' if bound.holds(figure) else 'OUTSIDE'} {name:<24} {figure.ratio:>8.3g} x, {bound}"
        for name, bound in bounds.items()
        if (figure := figures.get(name))
    ]


def outside(figures: dict[str, Figure], bounds: dict[str, Bound]) -> list[str]:
    """The names of those that are not."""
    return [name for name, bound in bounds.items() if name in figures and not bound.holds(figures[name])]
