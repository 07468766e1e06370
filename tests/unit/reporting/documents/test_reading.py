import pytest

from mhst.core.disclosure import SafeTable
from mhst.reporting.documents.reading import NOT_SHOWN, sentence
from tests.unit.reporting.documents.made import table


def _tables(whole: int | None, female: int | None, evenings: int | None) -> dict[str, SafeTable]:
    return {
        "quarter": table("quarter", whole, "month", all=whole),
        "gender": table("gender", whole, female=female),
        "time": table("time", whole, evenings_and_weekends=evenings),
    }


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (  # 20 may be 18 of 37, which is not half; 25 is 23 at least, and that is three fifths of 37
            _tables(35, 25, 20),
            "About 35 young people were helped: mostly girls and young women (about 25); about half or more came on "
            "evenings or at weekends (about 20).",
        ),
        (
            _tables(40, 20, 10),
            "About 40 young people were helped: about half were girls and young women (about 20); fewer than half came "
            "on evenings or at weekends (about 10).",
        ),
        (
            _tables(100, 60, 55),
            "About 100 young people were helped: more girls and young women (about 60) than others; more than half "
            "came on evenings or at weekends (about 55).",
        ),
        (
            _tables(100, 45, 50),
            "About 100 young people were helped: fewer than half were girls and young women (about 45); about half "
            "came on evenings or at weekends (about 50).",
        ),
        (
            _tables(45, 35, 20),
            "About 45 young people were helped: mostly girls and young women (about 35); about half or fewer came on "
            "evenings or at weekends (about 20).",
        ),
        (_tables(35, None, 5), "About 35 young people were helped."),
        (_tables(None, None, None), NOT_SHOWN),
        ({}, NOT_SHOWN),
        ({"month": table("month", None, May=15)}, "About 15 young people were helped."),
    ],
)
def test_it_says_what_the_figures_carry_and_no_more(tables: dict[str, SafeTable], said: str) -> None:
    assert sentence(tables) == said


def test_a_half_is_told_only_where_every_true_figure_has_it() -> None:
    """Whoever knows the rule may try all that a figure can stand for, and finds nothing that is said to be false."""
    for whole in range(10, 60):
        for part in range(10, whole + 1):
            said = sentence(_tables(_rounded(whole), _rounded(part), None))
            assert (
                "more than half" not in said and "mostly" not in said and "more girls" not in said
            ) or 2 * part > whole
            assert "fewer than half" not in said or 2 * part < whole


def _rounded(people: int) -> int:
    return (people + 2) // 5 * 5
