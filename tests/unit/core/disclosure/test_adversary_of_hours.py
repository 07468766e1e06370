"""An adversary who reads the table of hours and days too: its hours lie within the bands that other tables tell of.

`make soak` tries 20 worlds of each kind, `make test` one or two.
"""

import os
import random
from typing import Any

import pytest

from mhst.core.disclosure import Known, Release, SafeTable, Shape, protect
from mhst.core.disclosure.dimensions import SLOTS
from mhst.core.disclosure.gate import Proof
from tests.support.adversary import Told, told_by
from tests.support.hourly_adversary import boldest, small_groups
from tests.support.small_worlds import World, a_world, publish_all, revise, with_hours

SOAK = int(os.environ.get("MHST_SOAK", "0")) // 10


def _with_hours(seed: int, months: int) -> World:
    return with_hours(a_world(seed, schools=2, people=40, months=months), seed)


def _told(world: World) -> Told:
    return told_by(_tables(*publish_all(world)), world)


def _tables(*releases: Release) -> list[SafeTable]:
    return [table for release in releases for table in release.tables]


def _found(world: World, told: Told, *, whole: bool = False) -> list[object]:
    """One small group for each of the boldest readers who can prove one."""
    readers, groups = boldest(world, told, whole=whole), small_groups(world)
    assert readers != []
    return [group for reader in readers for group in reader.proved(groups)]


@pytest.mark.parametrize(("people", "months"), [(30, 2), (100, 1)], ids=("two months", "one that is livelier"))
@pytest.mark.parametrize("seed", range(SOAK) if SOAK else (4,))
def test_no_small_group_is_found_by_hours(seed: int, people: int, months: int) -> None:
    """By gender and hour, month and hour, place and hour, two hours together, a day, and what a band leaves."""
    world = a_world(seed, schools=2, people=people, months=months)

    assert _found(world, _told(world)) == []


@pytest.mark.parametrize("seed", range(SOAK) if SOAK else (3,))
def test_nor_where_anybody_can_look_up_the_hours(seed: int) -> None:
    world = _with_hours(seed, months=2)
    told = _told(world)

    assert SOAK or {cell[-1] for cell in told} >= set(SLOTS)
    assert _found(world, told) == []


@pytest.mark.parametrize("seed", range(SOAK) if SOAK else (6, 13))
def test_nor_does_one_who_goes_by_whole_people(seed: int) -> None:
    """In the first edition, and in a revision."""
    world = _with_hours(seed, months=1)
    first = publish_all(world)
    now = world.revised(random.Random(seed))

    assert _found(world, told_by(_tables(*first), world), whole=True) == []
    assert _found(now, told_by(_tables(revise(now, first)), now), whole=True) == []


class TestTheControls:
    def test_some_would_be_found_if_figures_were_not_rounded(self) -> None:
        world = a_world(5, schools=2, people=30, months=1)
        numbers = {cell: _number(world, cell) for cell in _told(world)}

        assert _found(world, {cell: (0, 4) if many < 5 else (many, many) for cell, many in numbers.items()}) != []

    @pytest.mark.parametrize("whole", [False, True])
    @pytest.mark.parametrize("seed", [6, 13])
    def test_and_if_the_gate_forgot_the_table_of_hours(
        self, monkeypatch: pytest.MonkeyPatch, seed: int, whole: bool
    ) -> None:
        """Hidden and rounded as ever, and told to the same readers."""
        ask = protect.proofs

        def forgetful(shape: Shape, known: list[Known], *more: Any) -> list[Proof]:
            return ask(shape, [figure for figure in known if figure.tables != ("week",)], *more)

        monkeypatch.setattr(protect, "proofs", forgetful)
        world = _with_hours(seed, months=1)

        assert _found(world, _told(world), whole=whole) != []


def _number(world: World, cell: tuple[str, ...]) -> int:
    return world.people.number(world.shape.cell(**dict(zip(("month", "place", "gender", "time"), cell, strict=True))))
