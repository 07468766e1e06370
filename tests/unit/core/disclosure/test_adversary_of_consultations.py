"""The same adversary on what is published of consultations and of work with whole schools.

`make soak` tries 200 worlds of each, `make test` a few.
"""

import os
import random

import pytest

from tests.support.adversary import Adversary, Told, small_groups, told_by
from tests.support.asked_worlds import AskedWorld, HeldWorld, a_held_world, an_asked_world
from tests.support.small_worlds import publish_all, revise

SOAK = int(os.environ.get("MHST_SOAK", "0"))
#: What is crossed with what: when and where with each thing that is told by itself, and those things with each other.
CROSSED = (("month", "place", "theme"), ("month", "place", "talk"), ("theme", "answer"), ("answer", "outcome", "talk"))


def proved(world: AskedWorld | HeldWorld, told: Told, names: tuple[str, ...], enough: int = 1) -> int:
    """So many small groups; everything divides consultations, and the adversary knows it."""
    adversary = Adversary(world, told, names, names)
    return 0 if adversary.is_fooled else len(adversary.proved(small_groups(world, names), enough))


@pytest.mark.parametrize("seed", range(SOAK) if SOAK else (3, 7, 10))
def test_no_small_group_is_found_in_what_schools_asked(seed: int) -> None:
    world = an_asked_world(seed)
    releases = publish_all(world)
    tables = [table for release in releases for table in release.tables]
    now = world.revised(random.Random(seed))
    revised = list(revise(now, releases).tables)

    for names in CROSSED:
        assert not Adversary(world, told_by(tables, world, names), names, names).is_fooled
        assert proved(world, told_by(tables, world, names), names) == 0
        assert proved(now, told_by(revised, now, names), names) == 0
        both = told_by([*tables, *revised], now, names)
        if all(least <= most for least, most in both.values()):
            assert proved(now, both, names) == 0


@pytest.mark.parametrize("seed", range(SOAK) if SOAK else (0, 2, 9))
def test_nor_in_what_was_done_with_whole_schools(seed: int) -> None:
    world, names = a_held_world(seed), ("month", "place", "size")
    tables = [table for release in publish_all(world) for table in release.tables]

    assert not Adversary(world, told_by(tables, world, names), names, names).is_fooled
    assert proved(world, told_by(tables, world, names), names) == 0


@pytest.mark.parametrize(
    ("world", "names"),
    [(an_asked_world(3), ("month", "place", "theme")), (a_held_world(9), ("month", "place", "size"))],
    ids=("consultations", "whole schools"),
)
def test_some_would_be_found_if_figures_were_not_rounded(world: AskedWorld | HeldWorld, names: tuple[str, ...]) -> None:
    """The negative control."""
    tables = [table for release in publish_all(world) for table in release.tables]
    told = told_by(tables, world, names)
    people = world.people
    numbers = {cell: people.number(world.shape.cell(**dict(zip(names, cell, strict=True)))) for cell in told}
    bare = {cell: (0, 4) if number < 5 else (number, number) for cell, number in numbers.items()}

    assert proved(world, bare, names) == 1
