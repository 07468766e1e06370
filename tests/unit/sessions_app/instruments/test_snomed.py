import pytest

from sessions_app.instruments import ALL, Scale, snomed
from sessions_app.instruments.instrument import WrongInstrument


@pytest.mark.parametrize("code", ["22298006", "718655001", "1034351000000101", "1047411000000101"])
def test_a_code_with_its_check_digit_is_right(code: str) -> None:
    assert snomed.is_right(code) is True


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("1034351000000100", "a spreadsheet lost the last digit"),
        ("1034351000000105", "another digit"),
        ("718655010", "two digits changed places"),
        ("71865", "too short"),
        ("7186550010000000000", "too long"),
        ("718655001.0", "went through a number"),
        ("\u0667\u0661\u0668\u0666\u0665\u0665\u0660\u0660\u0661", "digits of another script"),
        ("", "none"),
    ],
)
def test_a_code_that_went_wrong_on_its_way_is_not(code: str, why: str) -> None:
    assert snomed.is_right(code) is False, why


def test_every_code_we_hold_is_right_and_names_one_score() -> None:
    codes = [
        (code, instrument.code, scale.code)
        for instrument in ALL
        for scale in instrument.scales
        for code in scale.snomed.values()
    ]

    assert [code for code, *_ in codes if not snomed.is_right(code)] == []
    shared = {code for code, *_ in codes if [c for c, *_ in codes].count(code) > 1}
    assert shared == {"959951000000108"}  # goals beyond the third have no code of their own


def test_a_wrong_code_is_found_when_it_is_loaded() -> None:
    with pytest.raises(WrongInstrument, match="has a spreadsheet shortened it"):
        Scale("total", "Worry", 21, snomed={"self": "1034351000000100"})
