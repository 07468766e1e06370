"""Whose support ended in an invented quarter, seen in it or not, beside those who were seen: one person, one kind.

Written apart from the gate: an adversary who has both populations at once, and crosses what changed with how it ended.
"""

import itertools
import random
from collections.abc import Iterator
from typing import ClassVar

from mhst.core.disclosure.shape import Shape
from tests.support.small_worlds import World

NAMES = ("gender", "ending")
GOES_ON = "goes_on"
CHANGES = {"better": "ended_better", "same": "ended_about_the_same", "worse": "ended_worse"}
HOWS = {"planned": "ended_as_planned", "stopped": "ended_by_stopping", "moved": "ended_by_moving_on"}
KINDS = tuple(" ".join(kind) for kind in itertools.product(("not", *CHANGES), HOWS, ("seen", "unseen")))


def _with(*words: str) -> set[str]:
    """The kinds of people of whom one of these words holds."""
    return {kind for kind in KINDS if set(words) & set(kind.split())}


#: What each value is made of. All are those who were seen; those whose support ended are a whole of their own.
ENDING = {
    "all": {GOES_ON} | _with("seen"),
    **{kind: {kind} for kind in (GOES_ON, *KINDS)},
    "an_ending": set(KINDS),
    "ended_asked_twice": _with(*CHANGES),
    "ended_not_asked_twice": _with("not"),
    "ended_not_better": _with("same", "worse"),
    "ended_otherwise": _with("stopped", "moved"),
    **{value: _with(word) for word, value in (CHANGES | HOWS).items()},
    "ended_unseen": _with("unseen"),
    "ended_and_seen": _with("seen"),
    **{
        f"{value}_{seen}": _with(word) & _with(seen)
        for word, value in (CHANGES | HOWS).items() for seen in ("seen", "unseen")
    },
}  # fmt: skip


class EndingWorld(World):
    """Everybody who was seen or whose support ended, once, by gender and kind."""

    dimensions: ClassVar[tuple[str, ...]] = NAMES

    @property
    def shape(self) -> Shape:
        return Shape((), ())


def ending_world(world: World) -> EndingWorld:
    """The same people as in that one."""
    return EndingWorld(world.area, list(_people(world)))


def _people(world: World) -> Iterator[tuple[int, tuple[str, str]]]:
    genders = {person: cell[world.dimensions.index("gender")] for person, cell in reversed(world.seen)}
    told: dict[int, list[str]] = {}
    for person, cell in world.ended:
        told.setdefault(person, []).append(cell[-1])
    for person in genders.keys() | told.keys():
        gender = genders.get(person) or random.Random(person).choice(("female", "female", "male"))
        yield person, (gender, _kind(told[person], person in genders) if person in told else GOES_ON)


def _kind(values: list[str], seen: bool) -> str:
    change = next((word for word, value in CHANGES.items() if value in values), "not")
    how = next(word for word, value in HOWS.items() if value in values)
    return f"{change} {how} {'seen' if seen else 'unseen'}"


def told_without_unseen() -> dict[tuple[str, str], tuple[int, int]]:
    """What somebody bold supposes: whose support ended was seen in the quarter."""
    return {("all", "ended_unseen"): (0, 0)}
