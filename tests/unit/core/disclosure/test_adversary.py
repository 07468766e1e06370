"""Somebody tries to find a child in everything that is published. `make soak` tries 200 worlds, `make test` a few."""

import os
import random
from functools import lru_cache

import pytest

from mhst.core.disclosure import SafeTable
from tests.support.adversary import Told, WholePeople, boldest, small_groups, told_by
from tests.support.small_worlds import World, a_world, publish_all, revise

SOAK = bool(os.environ.get("MHST_SOAK"))
WORLDS = range(200) if SOAK else (4,)
SMALL_WORLDS = range(20) if SOAK else (4,)


@lru_cache(maxsize=1)
def _published(seed: int) -> tuple[World, list[SafeTable], list[SafeTable]]:
    """A world, its tables as they came, and the revision of all of them."""
    world = a_world(seed)
    releases = publish_all(world)
    revised = revise(world.revised(random.Random(seed)), releases)
    return world, [table for release in releases for table in release.tables], list(revised.tables)


@pytest.mark.parametrize("seed", WORLDS)
class TestTheAdversary:
    def test_finds_no_small_group(self, seed: int) -> None:
        world, tables, _ = _published(seed)
        adversary = boldest(world, told_by(tables, world))

        assert adversary is not None
        assert adversary.proved(small_groups(world)) == []

    def test_finds_none_in_the_revision_nor_beside_it(self, seed: int) -> None:
        """Two readers put together what each of them has; the bold one supposes that nothing much was revised."""
        world, tables, revised = _published(seed)
        now = world.revised(random.Random(seed))
        for known in (revised, [*tables, *revised]):
            if adversary := boldest(now, told_by(known, world)):
                assert adversary.proved(small_groups(now)) == []

    def test_would_find_some_if_figures_were_not_rounded(self, seed: int) -> None:
        """The negative control: the same tables with small counts hidden and the others as they are."""
        world, tables, _ = _published(seed)
        adversary = boldest(world, _unrounded(world, told_by(tables, world)))

        assert adversary is not None
        assert len(adversary.proved(small_groups(world), enough=1)) == 1


def _unrounded(world: World, told: Told) -> Told:
    people = world.people
    numbers = {cell: people.number(cell) for cell in told}
    return {cell: (0, 4) if number < 5 else (number, number) for cell, number in numbers.items()}


@pytest.mark.parametrize("seed", SMALL_WORLDS)
def test_nor_does_one_who_goes_by_whole_people(seed: int) -> None:
    world = a_world(seed, schools=2, people=20)
    tables = [table for release in publish_all(world) for table in release.tables]
    groups = small_groups(world)
    random.Random(seed).shuffle(groups)
    adversary = WholePeople(world, told_by(tables, world))

    assert adversary.proved(groups, asked=len(groups) if SOAK else 60) == []


def test_what_protects_still_says_something() -> None:
    """Ten schools with some fifteen young people a month each, as in the demo. By school the threshold is ten."""
    world = a_world(3, schools=10, people=250, alike=True)
    shown = {table.key: _visible(table) for release in publish_all(world) for table in release.tables}

    assert 200 < len({person for person, _ in world.seen}) < 300
    assert shown["school_by_month"] >= 0.80
    assert shown["month_by_time"] >= 0.90
    assert shown["gender_by_time"] >= 0.85


def _visible(table: SafeTable) -> float:
    return sum(figure.shown is not None for figure in table.figures) / len(table.figures)
