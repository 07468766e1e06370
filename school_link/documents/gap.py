"""The picture of what education and health see, domain by domain: plain SVG, beside the table of its numbers.

Nothing is said by colour alone: education is a circle, health a square, what was agreed a diamond.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from school_link.queries.rating import Seen

#: Narrow enough for a phone: the name of a domain stands above its line.
WIDTH, LINE, TOP, LEFT, RIGHT = 360, 68, 36, 16, 16


@dataclass(frozen=True)
class Row:
    """One domain with its places on the scale; None where that side said nothing."""

    label: str
    y: int
    education: float | None
    health: float | None
    agreed: float | None

    @property
    def above(self) -> int:
        """Where its name is written."""
        return self.y - 16

    @property
    def is_apart(self) -> bool:
        return self.education is not None and self.health is not None

    @property
    def diamond(self) -> str:
        x, y = self.agreed or 0, self.y + 17
        return f"{x:g},{y - 8} {x + 8:g},{y} {x:g},{y + 8} {x - 8:g},{y}"


@dataclass(frozen=True)
class Gap:
    """The whole picture. `key` is unique on its page."""

    key: str
    title: str
    rows: tuple[Row, ...]
    levels: tuple[tuple[int, float], ...]
    description: str
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + LINE * len(self.rows)


def gap(key: str, title: str, seen: Sequence[Seen], highest: int) -> Gap:
    """A picture of these domains on a scale from 1 to `highest`."""
    rows = tuple(
        Row(
            one.asked.domain.label, TOP + number * LINE + 36, _x(one.mean_education, highest),
            _x(one.mean_health, highest), _x(one.agreed.level if one.agreed else None, highest),
        )
        for number, one in enumerate(seen)
    )  # fmt: skip
    levels = tuple((level, _x(level, highest) or 0) for level in range(1, highest + 1))
    told = "; ".join(f"{one.asked.domain.label}: {one.gap_in_words.lower()}" for one in seen)
    return Gap(key, title, rows, levels, f"{told}.")


def _x(level: float | None, highest: int) -> float | None:
    if level is None:
        return None
    return round(LEFT + (WIDTH - LEFT - RIGHT) * (level - 1) / (highest - 1), 1)
