"""An adversary who has what is told of those seen and of those whose support ended, and knows that they overlap.

`make soak` tries 200 worlds, `make test` a few.
"""

import os

import pytest

from mhst.core.disclosure import SafeTable
from tests.support.adversary import Adversary, Told, everybody, small_groups, told_by
from tests.support.ending_worlds import NAMES, EndingWorld, ending_world, told_without_unseen
from tests.support.small_worlds import World, a_world, publish_all

SOAK = int(os.environ.get("MHST_SOAK", "0"))
HERE = range(SOAK) if SOAK else (11, 14)


def _published(world: World) -> list[SafeTable]:
    return [table for release in publish_all(world) for table in release.tables]


def _found(world: EndingWorld, told: Told) -> int | None:
    """So many small groups; nothing by somebody who was told what cannot all be true."""
    adversary = Adversary(world, told, NAMES, NAMES)
    return None if adversary.is_fooled else len(adversary.proved(small_groups(world, NAMES)))


@pytest.mark.parametrize("seed", HERE)
def test_no_small_group_is_found_by_who_has_both(seed: int) -> None:
    """Whoever ended unseen, whoever was seen and goes on, what changed for whom: also if all who ended were seen."""
    world = a_world(seed, schools=2, people=60, months=1)
    both = ending_world(world)
    told = told_by(_published(world), both, NAMES)

    assert {cell[1] for cell in told} >= {"all", "an_ending"}
    assert _found(both, told) == 0
    assert _found(both, told | told_without_unseen()) in (0, None)


def test_some_would_be_found_if_figures_were_not_rounded() -> None:
    """The negative control."""
    world = a_world(11, schools=2, people=60, months=1)
    both = ending_world(world)
    numbers = {cell: len(people) for cell, people in everybody(both, NAMES).items()}
    told = told_by(_published(world), both, NAMES)
    bare = {cell: (0, 4) if numbers[cell] < 5 else (numbers[cell], numbers[cell]) for cell in told}

    assert _found(both, bare) == 1
