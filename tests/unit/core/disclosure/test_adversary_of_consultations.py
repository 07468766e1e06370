"""The same adversary on what is published of consultations and of work with whole schools, and of their revisions.

`make soak` tries 200 worlds of each, `make test` a few.
"""

import os
import random
from collections.abc import Callable

import pytest

from mhst.core.disclosure import Release, SafeTable, protect
from tests.support.adversary import (
    Adversary,
    Sum,
    Told,
    TwoEditions,
    in_edition,
    small_changes,
    small_groups,
    told_by,
)
from tests.support.asked_worlds import a_held_world, an_asked_world
from tests.support.small_worlds import World, publish_all, revise

SOAK = int(os.environ.get("MHST_SOAK", "0"))
#: What is crossed with what: when and where with each thing that is told by itself, and those things with each other.
CROSSED = (("month", "place", "theme"), ("month", "place", "talk"), ("theme", "answer"), ("answer", "outcome", "talk"))
HELD = (("month", "place", "size"),)
Names = tuple[str, ...]
#: How a world of each population is made, what is crossed in it, and which ones `make test` has time for: of these
#: every revision shows some other figure than before.
OF_BOTH = pytest.mark.parametrize(
    ("made", "crossed", "seed"),
    [
        *((an_asked_world, CROSSED, seed) for seed in (range(SOAK) if SOAK else (3, 7, 10, 13))),
        *((a_held_world, HELD, seed) for seed in (range(SOAK) if SOAK else (6, 7, 12))),
    ],
)


def _proved(world: World, told: Told, names: Names) -> list[Sum]:
    """Small groups. Everything divides consultations and sessions, and the adversary knows it: all that it supposes is
    true, so it cannot be fooled."""
    adversary = Adversary(world, told, names, names)
    assert not adversary.is_fooled
    return adversary.proved(small_groups(world, names))


def _proved_beside(world: World, told: Told, now: World, told_now: Told, names: Names) -> list[Sum]:
    """By who has both editions, and supposes that as little was revised as can be."""
    both = TwoEditions.calmest(now, told, told_now, [names], names)
    assert both is not None
    before, after = small_groups(world, names), small_groups(now, names)
    return [*both.proved(in_edition("before", before)), *both.proved(in_edition("after", after))]


def _proved_to_change(world: World, told: Told, now: World, told_now: Told, names: Names) -> list[Sum]:
    """By who knows that all that was revised came late."""
    both = TwoEditions(now, told, told_now, names, names)
    assert not both.is_fooled
    return both.proved(small_changes(world, now, names))


def _tables(*releases: Release) -> list[SafeTable]:
    return [table for release in releases for table in release.tables]


def _shows_another_figure(revised: Release, before: list[Release]) -> bool:
    first = {figure.cell: figure.least for release in before for figure in release.known}
    return any(figure.least != first.get(figure.cell, figure.least) for figure in revised.known)


@OF_BOTH
def test_no_small_group_is_found(made: Callable[[int], World], crossed: tuple[Names, ...], seed: int) -> None:
    world = made(seed)
    tables = _tables(*publish_all(world))

    for names in crossed:
        assert _proved(world, told_by(tables, world, names), names) == []


@OF_BOTH
def test_nor_in_a_revision_or_beside_it(made: Callable[[int], World], crossed: tuple[Names, ...], seed: int) -> None:
    world = made(seed)
    first = publish_all(world)
    now = world.revised(random.Random(seed))
    revised = revise(now, first)

    for names in crossed:
        told, told_now = told_by(_tables(*first), world, names), told_by(_tables(revised), now, names)
        assert _proved(now, told_now, names) == []
        assert _proved_beside(world, told, now, told_now, names) == []


@OF_BOTH
def test_nor_is_a_small_change(made: Callable[[int], World], crossed: tuple[Names, ...], seed: int) -> None:
    """One to four came late, and a month would be told as another number for them."""
    world = made(seed)
    first = publish_all(world)
    now = world.grown(random.Random(seed))
    revised = revise(now, first)

    assert SOAK or _shows_another_figure(revised, first)
    for names in crossed:
        told, told_now = told_by(_tables(*first), world, names), told_by(_tables(revised), now, names)
        assert _proved_to_change(world, told, now, told_now, names) == []


@pytest.mark.parametrize(
    ("made", "seed", "names"), [(an_asked_world, 10, CROSSED[0]), (a_held_world, 0, HELD[0])], ids=("asked", "held")
)
class TestTheControls:
    """Each finds something without what protects."""

    def test_if_figures_were_not_rounded(self, made: Callable[[int], World], seed: int, names: Names) -> None:
        world = made(seed)
        told = told_by(_tables(*publish_all(world)), world, names)
        now, late = world.revised(random.Random(seed)), world.grown(random.Random(seed))
        bare, revised, grown = (_unrounded(each, told, names) for each in (world, now, late))

        assert _proved(world, bare, names) != []
        assert _proved(now, revised, names) != []
        assert _proved_beside(world, bare, now, revised, names) != []
        assert _proved_to_change(world, bare, late, grown, names) != []

    def test_if_the_gate_asked_nothing(
        self, made: Callable[[int], World], seed: int, names: Names, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(protect, "proofs", lambda *asked: [])
        world = made(seed)
        first = publish_all(world)
        told = told_by(_tables(*first), world, names)
        now, late = world.revised(random.Random(seed)), world.grown(random.Random(seed))
        revised, grown = (told_by(_tables(revise(each, first)), each, names) for each in (now, late))

        assert _proved(world, told, names) != []
        assert _proved_beside(world, told, now, revised, names) != []
        assert _proved_to_change(world, told, late, grown, names) != []


def _unrounded(world: World, told: Told, names: Names) -> Told:
    people = world.people
    numbers = {cell: people.number(world.shape.cell(**dict(zip(names, cell, strict=True)))) for cell in told}
    return {cell: (0, 4) if number < 5 else (number, number) for cell, number in numbers.items()}
