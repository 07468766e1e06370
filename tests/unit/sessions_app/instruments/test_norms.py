import pytest

from sessions_app.instruments import find, norms
from sessions_app.instruments.norms import BOYS, GIRLS, band_of, band_words, shown, t_score


def test_the_worked_example() -> None:
    """A girl of 12 or 13, own answers, depression 15: 50 + 10 x (15 - 7.89) / 3.91."""
    t = t_score(15, scale="depression", rater="self", group=GIRLS, age=12)

    assert t == pytest.approx(68.184, abs=0.001)
    assert shown(t) == "68.2"


@pytest.mark.parametrize(
    ("age", "band"), [(7, None), (8, 8), (9, 8), (10, 10), (11, 10), (13, 12), (15, 14), (17, 16), (18, None)]
)
def test_the_age_band_is_two_whole_years_from_8_to_17(age: int, band: int | None) -> None:
    assert band_of(age) == band


def test_the_two_that_pass_as_raw_scores_in_the_national_file_have_their_norms_here() -> None:
    assert t_score(9.36, scale="depression", rater="self", group=GIRLS, age=17) == 50
    assert t_score(3.25, scale="depression", rater="parent", group=GIRLS, age=8) == 50


@pytest.mark.parametrize("scale", norms._SCALES)
@pytest.mark.parametrize("rater", ["self", "parent"])
@pytest.mark.parametrize("group", [BOYS, GIRLS])
@pytest.mark.parametrize("age", range(8, 18))
def test_there_is_a_norm_for_every_scale_rater_group_and_age(scale: str, rater: str, group: str, age: int) -> None:
    low, high = (t_score(raw, scale=scale, rater=rater, group=group, age=age) for raw in (0, 18))

    assert 15 < low < 50 < high


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"group": None}, "nobody to compare with"),
        ({"group": "non-binary"}, "nobody was measured"),
        ({"age": 18}, "too old"),
        ({"age": 7}, "too young"),
        ({"rater": "teacher"}, "no such version"),
        ({"scale": "total"}, "not in the published figures"),
    ],
)
def test_where_there_are_no_norms_there_is_no_t_score(changed: dict, why: str) -> None:
    asked = {"scale": "depression", "rater": "self", "group": GIRLS, "age": 12} | changed

    assert t_score(15, **asked) is None, why


@pytest.mark.parametrize(("t", "seen"), [(80.0, "80.0"), (80.04, ">80"), (112.3, ">80"), (49.96, "50.0")])
def test_nothing_above_80_is_shown_exactly(t: float, seen: str) -> None:
    assert shown(t) == seen


@pytest.mark.parametrize(
    ("t", "words"),
    [(64.9, ""), (65, "around the clinical threshold"), (70, "above the clinical threshold")],
)
def test_the_authors_thresholds(t: float, words: str) -> None:
    assert band_words(t) == words


def test_the_scales_with_norms_are_those_of_the_questionnaire() -> None:
    with_items = tuple(scale.code for scale in find("rcads-47").scales if scale.items)

    assert set(with_items) == set(norms._SCALES)
