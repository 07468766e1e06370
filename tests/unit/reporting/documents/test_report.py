"""What is said once for a part of the report on paper."""

from mhst.reporting.documents.laid_out import Whose
from mhst.reporting.documents.parts import PARTS, Filled, tile_of
from mhst.reporting.documents.report import _on_paper
from tests.unit.reporting.documents.made import table

WHOSE = Whose("Team", clusters=(("East", ("Alder", "Birch")), ("West", ("Cedar",))))


def _said(*told: dict[str, int]) -> list[str]:
    """What tables by cluster that tell of these say below each other of which schools are in which."""
    tables = (table("cluster", None, "place", **clusters) for clusters in told)
    filled = _on_paper(Filled(PARTS[1], tuple(tile_of(one, whose=WHOSE) for one in tables)))
    beside = [tile.laid_out.in_short for tile in filled.tiles if tile.laid_out]
    return [one.partition("Schools in each cluster: ")[2] for one in beside]


def test_which_schools_are_in_a_cluster_is_said_by_the_first_table_of_a_part() -> None:
    both = {"East": 40, "West": 10}

    assert _said(both, both) == ["East: Alder, Birch. West: Cedar.", ""]


def test_of_a_cluster_that_no_table_above_told_of_it_is_said_too() -> None:
    assert _said({"East": 40}, {"East": 40, "West": 10}, {"West": 10}) == ["East: Alder, Birch.", "West: Cedar.", ""]
