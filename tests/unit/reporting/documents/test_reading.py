import pytest

from mhst.core.disclosure import SafeTable
from mhst.core.disclosure.table import Figure, sealed
from mhst.reporting.documents.reading import sentence


def _table(key: str, whole: int | None, **figures: int | None) -> SafeTable:
    rows = tuple(Figure((value,), shown) for value, shown in figures.items())
    return sealed(
        key=key, title=key, period="spring", edition=1, dimensions=(key,), figures=rows, whole=whole, rule="",
        coarser="",
    )  # fmt: skip


def _tables(whole: int | None, female: int | None, evenings: int | None) -> dict[str, SafeTable]:
    return {
        "quarter": _table("month", whole, all=whole),
        "gender": _table("gender", whole, female=female),
        "time": _table("time", whole, evenings_and_weekends=evenings),
    }


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (
            _tables(35, 25, 20),
            "About 35 young people were helped: mostly girls and young women; more than half came on evenings or at "
            "weekends.",
        ),
        (
            _tables(40, 20, 10),
            "About 40 young people were helped: girls and young women were no majority; fewer than half came on "
            "evenings or at weekends.",
        ),
        (
            _tables(40, 22, 10),
            "About 40 young people were helped: more girls and young women than others; fewer than half came on "
            "evenings or at weekends.",
        ),
        (_tables(35, None, 5), "About 35 young people were helped."),
        (_tables(None, None, None), "Too few young people, or none, came for figures that protect them."),
        ({}, "Too few young people, or none, came for figures that protect them."),
        ({"quarter": _table("month", 15, all=15)}, "About 15 young people were helped."),
    ],
)
def test_it_says_what_the_figures_carry_and_no_more(tables: dict[str, SafeTable], said: str) -> None:
    assert sentence(tables) == said
