import pytest

from sessions_app.enums import Rater
from sessions_app.instruments import ALL, Instrument, Scale, find, registry
from sessions_app.instruments.instrument import Band, Licence, WrongInstrument


def test_codes_are_unique_and_found() -> None:
    assert len({instrument.code for instrument in ALL}) == len(ALL)
    assert all(find(instrument.code) is instrument for instrument in ALL)


def test_raters_are_those_the_database_knows() -> None:
    assert {rater for instrument in ALL for rater in instrument.raters} == set(Rater.values)


def test_only_our_own_words_and_those_that_are_free_to_use_are_shipped() -> None:
    """All other questions come as packs, with a permission."""
    assert {instrument.code for instrument in ALL if instrument.wording} == {"session-feedback", "bpses"}
    assert {i.code for i in ALL if not i.can_have_pack} == {"session-feedback", "bpses", "goals", "cgas"}


def test_whoever_fills_in_a_shipped_questionnaire_reads_whose_words_it_is() -> None:
    bpses = find("bpses")
    sheet = bpses.wording["parent"]
    assert (len(sheet.questions), len(sheet.answers)) == (bpses.item_count, bpses.answers)
    assert sheet.notice == bpses.licence.notice
    assert "Woolgar, Humayun, Scott and Dadds" in sheet.notice


def test_goals_bring_their_own_words() -> None:
    assert find("goals").of_goals is True


def test_a_baseline_is_an_outcome_and_not_how_a_session_was() -> None:
    assert registry.for_baseline() == {i.code for i in ALL} - {"session-feedback"}


@pytest.mark.parametrize(
    ("code", "rater", "age", "fits"),
    [
        ("sdq", "self", 10, False), ("sdq", "self", 11, True), ("sdq", "parent", 10, True),
        ("yp-core", "self", 16, True), ("yp-core", "self", 17, False), ("core-10", "self", 17, True),
        ("core-10", "parent", 17, False),
    ],
)  # fmt: skip
def test_whom_a_questionnaire_is_for(code: str, rater: str, age: int, fits: bool) -> None:
    assert find(code).fits(rater, age) is fits


def test_numbers_on_lines_have_no_answers_to_choose_from() -> None:
    assert (find("ors").answers, find("gad-7").answers, find("swemwbs").answers) == (0, 4, 5)


@pytest.mark.parametrize(
    ("score", "words"), [(14, "close to average"), (15, "slightly raised"), (18, "high"), (40, "very high")]
)
def test_bands_of_a_young_persons_own_total(score: int, words: str) -> None:
    assert find("sdq").scale("total").band("self", score) == words


def test_parents_and_teachers_have_bands_of_their_own() -> None:
    total = find("sdq").scale("total")

    assert [total.band(rater, 16) for rater in ("self", "parent", "teacher")] == [
        "slightly raised", "slightly raised", "high",
    ]  # fmt: skip
    assert find("sdq").scale("prosocial").band("teacher", 4) == "low"


def test_where_nobody_has_named_bands_there_are_none() -> None:
    assert find("bpses").scale("total").band("parent", 18) == ""


@pytest.mark.parametrize(
    "scales",
    [
        (Scale("total", "Total", 4, items=(1, 5)),),
        (Scale("total", "Total", 4), Scale("total", "Again", 4)),
        (Scale("total", "Total", 4, sum_of=("nothing",)),),
    ],
)
def test_a_questionnaire_that_cannot_be_is_found_when_it_is_loaded(scales: tuple[Scale, ...]) -> None:
    with pytest.raises(WrongInstrument):
        Instrument("x", "X", "x", {"self": (8, 9)}, scales, Licence("x", "x"), item_count=4)


def test_a_scale_without_room_is_found_when_it_is_loaded() -> None:
    with pytest.raises(WrongInstrument):
        Scale("total", "Total", 0)


def test_every_band_lies_in_its_scale_and_rises() -> None:
    def wrong(scale: Scale, bands: tuple[Band, ...]) -> bool:
        starts = [band.starts for band in bands]
        return starts != sorted(set(starts)) or not all(scale.holds(start) for start in starts)

    assert [(i.code, s.code) for i in ALL for s in i.scales for bands in s.bands.values() if wrong(s, bands)] == []
