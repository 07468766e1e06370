"""Whether two scores lie further apart than chance: by the thresholds of NHS England's outcome statistics.

What people are told is a sentence about since we started, never a verdict on them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sessions_app.instruments.instrument import Threshold


class Direction(StrEnum):
    IMPROVED = "improved"
    DETERIORATED = "deteriorated"
    NO_CHANGE = "no change"
    UNKNOWN = "cannot be said"


@dataclass(frozen=True)
class Reading:
    """One score of one scale on one day. `t` where there are norms to compare with."""

    on: dt.date
    score: float
    t: float | None = None


@dataclass(frozen=True)
class Change:
    """From one reading to a later one. `better` is how far in the good direction, in points of the scale."""

    first: Reading
    last: Reading
    better: float
    direction: Direction

    @property
    def words(self) -> str:
        """For the young person: what changed, and whether it is more than chance would make."""
        if self.direction is Direction.IMPROVED:
            return "A bit better since we started; enough to be unlikely to be chance."
        if self.direction is Direction.DETERIORATED:
            return "Harder than when we started; enough to be unlikely to be chance."
        if self.better == 0:
            return "About the same as when we started."
        felt = "A bit better" if self.better > 0 else "A bit harder"
        if self.direction is Direction.NO_CHANGE:
            return f"{felt} since we started; too little to tell from chance."
        return f"{felt} since we started; nobody has worked out how much would be more than chance."


def between(first: Reading, last: Reading, threshold: Threshold | None, *, higher_is_better: bool) -> Change:
    """What happened from the first reading to the last. Exactly the threshold counts as change."""
    sign = 1 if higher_is_better else -1
    better = sign * round(last.score - first.score, 4)
    return Change(first, last, better, _direction(first, last, threshold, sign))


def _direction(first: Reading, last: Reading, threshold: Threshold | None, sign: int) -> Direction:
    if threshold is None:
        return Direction.UNKNOWN
    before, after = (first.t, last.t) if threshold.in_t else (first.score, last.score)
    if before is None or after is None:
        return Direction.UNKNOWN
    moved = sign * round(after - before, 4)
    if abs(moved) < threshold.points:
        return Direction.NO_CHANGE
    return Direction.IMPROVED if moved > 0 else Direction.DETERIORATED


def since_start(readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """The first and the last of at least two, as they were read."""
    ordered = sorted(readings, key=lambda reading: reading.on)
    return (ordered[0], ordered[-1]) if len(ordered) > 1 else None


def counted_pair(readings: Sequence[Reading], contacts: Iterable[dt.date]) -> tuple[Reading, Reading] | None:
    """The pair that counts nationally: the first on or after contact 1, the last on or after contact 2.

    The same measure by the same rater, and two contacts at least. What was filled in before the first contact is
    worth having and does not count.
    """
    days = sorted(contacts)
    if len(days) < 2:
        return None
    counting = sorted((r for r in readings if r.on >= days[0]), key=lambda reading: reading.on)
    if len(counting) < 2 or counting[-1].on < days[1]:
        return None
    return counting[0], counting[-1]


def overall(directions: Iterable[Direction]) -> Direction:
    """Of one referral and one rater: improved when something improved and nothing deteriorated."""
    known = [direction for direction in directions if direction is not Direction.UNKNOWN]
    if not known:
        return Direction.UNKNOWN
    for direction in (Direction.DETERIORATED, Direction.IMPROVED):
        if direction in known:
            return direction
    return Direction.NO_CHANGE
