"""What is not shown is said in one word, whether it was left out or is small throughout."""

import pytest

from mhst.core.disclosure import AREA, SafeTable
from mhst.core.disclosure.table import Figure, sealed
from mhst.places.enums import TeamKind
from mhst.reporting import words
from mhst.reporting.documents.expected import cannot_have
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.parts import NEVER, PARTS, parts_of
from tests.unit.reporting.documents.made import table

BY_PLACE = ("cluster", "school", "whole_school_cluster", "consultations_cluster")


def _small(key: str, edition: int = 1) -> SafeTable:
    return sealed(
        key=key, title="Its title", period="spring", edition=edition, dimensions=("place",),
        figures=(Figure(("A",), None), Figure(("B",), None)), whole=None, rule=AREA.in_words, coarser="",
    )  # fmt: skip


def _told(tables: dict[str, SafeTable], kind: TeamKind, *, is_quarter: bool = True) -> list[tuple[str, str, bool]]:
    filled = parts_of(tables, NEVER, Whose("Team", kind), is_quarter=is_quarter)
    return [(tile.key, tile.title, bool(tile.laid_out)) for part in filled for tile in part.tiles]


@pytest.mark.parametrize("kind", TeamKind)
@pytest.mark.parametrize("key", BY_PLACE)
def test_a_table_by_place_that_was_left_out_is_as_one_that_is_small_throughout(key: str, kind: TeamKind) -> None:
    assert _told({key: _small(key)}, kind) == _told({}, kind)


@pytest.mark.parametrize(("is_quarter", "edition"), [(False, 1), (True, 2)])
def test_a_month_and_a_revision_tell_by_school_and_month(is_quarter: bool, edition: int) -> None:
    other, key = _small("age", edition), "school_by_month"
    withheld = _told({"age": other}, TeamKind.MHST, is_quarter=is_quarter)

    assert _told({"age": other, key: _small(key, edition)}, TeamKind.MHST, is_quarter=is_quarter) == withheld
    assert (key, "Young people each month, by school", False) in withheld


def test_only_where_a_team_works_at_schools() -> None:
    titles = {kind: {key for key, _, _ in _told({}, kind)} & set(BY_PLACE) for kind in TeamKind}

    assert titles[TeamKind.MHST] == set(BY_PLACE)
    assert titles[TeamKind.CAMHS] == {"cluster", "school"}
    assert titles[TeamKind.COUNSELLING] == set()


@pytest.mark.parametrize("is_quarter", [True, False])
@pytest.mark.parametrize("key", sorted(cannot_have(TeamKind.COUNSELLING)))
def test_what_online_counselling_cannot_have_is_left_out_whatever_was_published(key: str, is_quarter: bool) -> None:
    """By the kind alone: what depended on the figures would tell of them."""
    nothing = _told({}, TeamKind.COUNSELLING, is_quarter=is_quarter)

    assert key not in {told for told, _, _ in nothing}
    for published in (_small(key), table(key, 35, all=35)):
        assert _told({key: published}, TeamKind.COUNSELLING, is_quarter=is_quarter) == nothing


@pytest.mark.parametrize("is_quarter", [True, False])
def test_a_part_of_which_it_can_have_nothing_is_left_out_too(is_quarter: bool) -> None:
    def asked(kind: TeamKind) -> list[str]:
        return [each.part.key for each in parts_of({}, NEVER, Whose("Team", kind), is_quarter=is_quarter)]

    assert asked(TeamKind.COUNSELLING) == ["headline", "who", "when", "safeguarding", "voice", "actions"]
    assert asked(TeamKind.MHST) == asked(TeamKind.CAMHS) == [part.key for part in PARTS]


def test_the_method_says_what_is_left_out() -> None:
    online, others = words.method(is_anonymous=True), words.method(is_anonymous=False)

    assert (words.LEFT_OUT in online, words.LEFT_OUT in others) == (True, False)
    assert (words.ACCOUNTS in online, words.PEOPLE in online, words.WAITS in online) == (True, False, False)
