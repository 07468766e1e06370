"""Line charts drawn on the server: plain SVG, told also in words, and always beside the table of its numbers.

    {% component "line_chart" chart=chart %}

Nothing in a chart is said by colour alone: points are shapes, thresholds are dashed lines with their name on them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 16, 20, 36
#: Dates under the line stand at least so far apart, or they would touch.
APART = 60


@dataclass(frozen=True)
class Point:
    """One reading. `shown` is how its value is written, where that is not the number itself."""

    on: dt.date
    value: float
    shown: str = ""

    @property
    def text(self) -> str:
        return self.shown or f"{self.value:g}"


@dataclass(frozen=True)
class Mark:
    """A value worth a line across, with its name."""

    value: float
    name: str


@dataclass(frozen=True)
class Drawn:
    """A point with its place on the picture."""

    point: Point
    x: float
    y: float
    has_date: bool


@dataclass(frozen=True)
class Level:
    """A line across, with its words."""

    text: str
    y: float
    nudge: int = -5  # its words stand above it; below it where the next line is too near above


@dataclass(frozen=True)
class LineChart:
    """One score over time. `key` is unique on its page. Values outside `lowest` to `highest` are drawn at the edge."""

    key: str
    title: str
    points: tuple[Point, ...]
    lowest: float
    highest: float
    better: str = ""  # "Higher is better", where a reader needs to know
    marks: tuple[Mark, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def description(self) -> str:
        """What the picture shows, for those who hear it."""
        if not self.points:
            return "There is nothing to show yet."
        told = ", ".join(f"{point.text} on {point.on:%-d %B %Y}" for point in self.points)
        count = f"{len(self.points)} reading{'s' if len(self.points) > 1 else ''}"
        scale = f"On a scale from {self.lowest:g} to {self.highest:g}"
        return f"{count}: {told}. {scale}.{f' {self.better}.' if self.better else ''}"

    @property
    def drawn(self) -> list[Drawn]:
        across = [self._x(point.on) for point in self.points]
        dated = _with_room(across)
        return [
            Drawn(point, x, self._y(point.value), has_date=number in dated)
            for number, (point, x) in enumerate(zip(self.points, across, strict=True))
        ]

    @property
    def path(self) -> str:
        """The line through the points, as SVG asks for it."""
        return " ".join(f"{drawn.x:g},{drawn.y:g}" for drawn in self.drawn)

    @property
    def levels(self) -> list[Level]:
        """The two ends of the scale and its middle."""
        middle = (self.lowest + self.highest) / 2
        return [Level(f"{value:g}", self._y(value)) for value in (self.lowest, middle, self.highest)]

    @property
    def marked(self) -> list[Level]:
        shown = sorted((mark for mark in self.marks if self._holds(mark.value)), key=lambda mark: -mark.value)
        return [Level(mark.name, self._y(mark.value), 15 if number else -5) for number, mark in enumerate(shown)]

    @property
    def left(self) -> int:
        return LEFT

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def bottom(self) -> int:
        return self.height - BOTTOM

    def _holds(self, value: float) -> bool:
        return self.lowest <= value <= self.highest

    def _x(self, on: dt.date) -> float:
        days = [point.on.toordinal() for point in self.points]
        span = max(days) - min(days)
        share = (on.toordinal() - min(days)) / span if span else 0.5
        return round(LEFT + (self.width - LEFT - RIGHT) * share, 1)

    def _y(self, value: float) -> float:
        held = min(max(value, self.lowest), self.highest)
        share = (held - self.lowest) / (self.highest - self.lowest)
        return round(TOP + (self.bottom - TOP) * (1 - share), 1)


def _with_room(across: Sequence[float]) -> set[int]:
    """Which points have their date written below: the last, the first, and between them those with room for it."""
    if not across:
        return set()
    last = len(across) - 1
    found = {last}
    edge = across[0] - APART
    for number, x in enumerate(across[:-1]):
        if x - edge >= APART and across[last] - x >= APART:
            found.add(number)
            edge = x
    return found
