import pytest

from mhst.core.disclosure import Figure, NotProtected, Protection, SafeTable, reopened
from mhst.core.disclosure.declared import plan, quarterly
from tests.support.small_worlds import a_world


@pytest.fixture(scope="module")
def table() -> SafeTable:
    world = a_world(7, people=60)
    release = Protection(plan(world.area, quarterly(world.area)), world.people, period="spring").release()
    return next(table for table in release.tables if table.key == "gender")


class TestWhoMayMakeOne:
    def test_nobody_beside_the_protection(self, table: SafeTable) -> None:
        contents = {**table.contents, "figures": (Figure(("female",), 3),)}

        with pytest.raises(NotProtected):
            SafeTable(**contents)
        with pytest.raises(NotProtected):
            SafeTable(**contents, seal="of my own")

    def test_nobody_changes_one(self, table: SafeTable) -> None:
        with pytest.raises(AttributeError):
            table.whole = 3  # type: ignore[misc]

    def test_a_stored_one_opens_as_it_was(self, table: SafeTable) -> None:
        assert reopened(table.contents, table.signature) == table

    def test_an_altered_one_does_not_open(self, table: SafeTable) -> None:
        signed = table.signature

        with pytest.raises(NotProtected, match="not the one"):
            reopened({**table.contents, "whole": 3}, signed)


class TestReading:
    def test_figures_shares_and_values(self, table: SafeTable) -> None:
        assert table.dimensions == ("gender",)
        assert table.of("gender") == tuple(figure.values[0] for figure in table.figures)
        assert table.shown("female") == table.figures[0].shown
        assert table.share("female") == round(100 * (table.shown("female") or 0) / (table.whole or 1), 1)
