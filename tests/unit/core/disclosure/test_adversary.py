"""Somebody tries to find a child in everything that is published. `make soak` tries 200 worlds, `make test` a few."""

import os
import random
from dataclasses import dataclass, replace

import pytest

from mhst.core.disclosure import Release, SafeTable
from tests.support.adversary import (
    ALONE,
    NAMES,
    Adversary,
    Told,
    TwoEditions,
    WholePeople,
    boldest,
    everybody,
    in_edition,
    small_changes,
    small_groups,
    told_by,
)  # fmt: skip
from tests.support.small_worlds import World, a_world, as_published, publish_all, revise

#: How many worlds.
SOAK = int(os.environ.get("MHST_SOAK", "0"))


@dataclass(frozen=True)
class Published:
    """A world, its tables as they came, the world with two late forms, and the revision of all tables."""

    world: World
    tables: list[SafeTable]
    now: World
    revised: list[SafeTable]
    releases: list[Release]


@pytest.fixture(scope="module", params=range(SOAK) if SOAK else (4,))
def published(request: pytest.FixtureRequest) -> Published:
    world = a_world(request.param)
    releases = publish_all(world)
    now = world.revised(random.Random(request.param))
    tables = [table for release in releases for table in release.tables]
    return Published(world, tables, now, list(revise(now, releases).tables), releases)


class TestTheAdversary:
    def test_finds_no_small_group(self, published: Published) -> None:
        adversary = boldest(published.world, told_by(published.tables, published.world))

        assert adversary is not None
        assert adversary.proved(small_groups(published.world)) == []

    def test_finds_none_in_the_revision_nor_beside_it(self, published: Published) -> None:
        """Two readers put together what each of them has; the bold one supposes that nothing much was revised."""
        now, groups = published.now, small_groups(published.now)
        told, revised = told_by(published.tables, published.world), told_by(published.revised, now)
        one, both = boldest(now, revised), TwoEditions.calmest(now, told, revised)

        assert one is not None
        assert both is not None
        assert one.proved(groups) == []
        assert both.proved(in_edition("after", groups)) == []
        assert both.proved(in_edition("before", small_groups(published.world))) == []

    def test_finds_none_where_a_revision_left_no_figure_near_what_it_was(self, published: Published) -> None:
        now = published.world.doubled()
        told, revised = (
            told_by(published.tables, published.world), told_by(list(revise(now, published.releases).tables), now)
        )  # fmt: skip
        one, both = boldest(now, revised), TwoEditions.calmest(now, told, revised)

        assert one is not None
        assert both is not None
        assert one.proved(small_groups(now)) == []
        assert both.proved(in_edition("after", small_groups(now))) == []

    def test_finds_no_small_change_in_a_revision(self, published: Published) -> None:
        """Late people make a month be told as another number; or it is told no more."""
        world = published.world
        now = world.grown(random.Random(published.world.seen[0][0]))
        revised = list(revise(now, published.releases).tables)
        adversary = TwoEditions.boldest(now, told_by(published.tables, world), told_by(revised, now))

        assert adversary is not None
        assert adversary.proved(small_changes(world, now)) == []

    def test_would_find_one_in_a_revision_if_figures_were_not_rounded(self, published: Published) -> None:
        world = published.world
        now = world.grown(random.Random(published.world.seen[0][0]))
        told = told_by(published.tables, world)
        adversary = TwoEditions.boldest(now, _unrounded(world, told), _unrounded(now, told))

        assert adversary is not None
        assert len(adversary.proved(small_changes(world, now))) == 1

    @pytest.mark.parametrize("names", ALONE)
    def test_finds_none_by_crossing_what_is_told_by_itself(self, published: Published, names: tuple[str, ...]) -> None:
        """Two such things with gender: one thing by itself needs no asking about its crossings."""
        told = told_by(published.tables, published.world, names)
        told_of = {name for cell in told for name, value in zip(names, cell, strict=True) if value != "all"}
        if SOAK and len(told_of) < 2:
            pytest.skip("this world is told too little of these to cross them")
        adversary = Adversary(published.world, told, names, names)

        assert len(told_of) > 1
        assert not adversary.is_fooled
        assert adversary.proved(small_groups(published.world, names)) == []

    def test_would_find_some_if_figures_were_not_rounded(self, published: Published) -> None:
        """The negative control: the same tables with small counts hidden and the others as they are."""
        world = published.world
        adversary = boldest(world, _unrounded(world, told_by(published.tables, world)))

        assert adversary is not None
        assert len(adversary.proved(small_groups(world), enough=1)) == 1


def _unrounded(world: World, told: Told) -> Told:
    people = world.people
    numbers = {cell: people.number(world.shape.cell(**dict(zip(NAMES, cell, strict=True)))) for cell in told}
    return {cell: (0, 4) if number < 5 else (number, number) for cell, number in numbers.items()}


@pytest.mark.parametrize("seed", () if SOAK else range(10, 19))
def test_nor_in_nine_smaller_worlds(seed: int) -> None:
    """Beside the one above, as many as `make test` has time for; revised editions are left to that one."""
    world = a_world(seed, schools=2, people=14, months=1)
    tables = [table for release in publish_all(world) for table in release.tables]
    adversary = boldest(world, told_by(tables, world))

    assert adversary is not None
    assert adversary.proved(small_groups(world)) == []


@pytest.mark.parametrize("seed", range(SOAK // 10) if SOAK else (4,))
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
    tables = [table for release in publish_all(world) for table in release.tables]

    assert 200 < len({person for person, _ in world.seen}) < 300
    assert _visible(tables, "school_by_month") >= 0.85
    assert _visible(tables, "month_by_time") >= 0.90
    assert _visible(tables, "gender_by_time") >= 0.85


def _visible(tables: list[SafeTable], key: str) -> float:
    """The share of figures that show, in all months and the quarter."""
    shown = [figure.shown is not None for table in tables if table.key == key for figure in table.figures]
    return sum(shown) / len(shown)


@pytest.mark.parametrize("rounded", [True, False])
def test_two_readers_of_teams_that_share_people_find_no_step_between_them(rounded: bool) -> None:
    """Most of one team's people are another's too: bold readers take what one has more for people of its own.

    Of two teams each figure is published by itself, and no table tells of both. The figures unrounded are the control.
    """
    one = a_world(13, schools=2, people=30, months=1)
    other = replace(one, seen=[each for each in one.seen if each[0] % 9])
    told = [
        told_by([table for release in publish_all(world) for table in release.tables], world) for world in (one, other)
    ]
    readers = [
        boldest(world, each if rounded else _unrounded(world, each))
        for world, each in zip((one, other), told, strict=True)
    ]
    numbers = [{cell: len(who) for cell, who in everybody(world).items()} for world in (one, other)]
    steps = [cell for cell in numbers[0] if 0 < numbers[0][cell] - numbers[1][cell] < 5]

    assert len(steps) > 40
    assert None not in readers
    found = [cell for cell in steps[:40] if _is_proved(readers[0].span(cell), readers[1].span(cell))]
    assert (found == []) is rounded


@pytest.mark.parametrize("rounded", [True, False])
@pytest.mark.parametrize("seed", range(SOAK // 4) if SOAK else (4,))
def test_nor_a_step_from_one_quarter_to_another(seed: int, rounded: bool) -> None:
    """Whatever is known almost to the head in one is held against the same in the other, in any month of either. The
    figures unrounded are the control."""
    worlds = [a_world(seed, schools=2, people=30), a_world(seed + 1000, schools=2, people=30)]
    before = publish_all(worlds[0])
    releases = before, publish_all(worlds[1], as_published(worlds[0], before))
    people, others = (everybody(world) for world in worlds)
    steps = [
        (cell, there) for cell in people for there in others
        if cell[1:] == there[1:] and (cell[0] == "all") == (there[0] == "all")
        and 0 < abs(len(people[cell]) - len(others[there])) < 5
    ]  # fmt: skip
    random.Random(seed).shuffle(steps)
    asked = steps[:80]
    known = []
    for number, (world, came) in enumerate(zip(worlds, releases, strict=True)):
        told = told_by([table for release in came for table in release.tables], world)
        reader = boldest(world, told if rounded else _unrounded(world, told))
        assert reader is not None
        known.append(reader.narrow({step[number] for step in asked}))
    both = [(known[0][cell], known[1][there]) for cell, there in asked if cell in known[0] and there in known[1]]
    proved = [(one, other) for one, other in both if _is_proved(one, other) or _is_proved(other, one)]

    assert len(asked) > 40
    assert (proved == []) is rounded


def _is_proved(more: tuple[float, float], less: tuple[float, float]) -> bool:
    return more[0] - less[1] > 1e-6 and more[1] - less[0] < 5 - 1e-6
