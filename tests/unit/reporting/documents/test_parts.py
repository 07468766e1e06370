"""What is not shown is said in one word, whether it was left out or is small throughout."""

import pytest

from mhst.core.disclosure import AREA, SafeTable
from mhst.core.disclosure.table import Figure, sealed
from mhst.places.enums import TeamKind
from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.parts import NEVER, parts_of

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
