import pytest

from mhst.people.nhs_numbers import cleaned, spaced

LENGTH = "An NHS number has 10 digits, like 943 476 5870."
CHECK = "This is not an NHS number: two digits may have changed places. Check it again."


@pytest.mark.parametrize("text", ["9434765870", "943 476 5870", " 943-476-5870 "])
def test_a_number_is_kept_as_ten_digits(text: str) -> None:
    assert cleaned(text) == "9434765870"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", LENGTH),
        ("943476587", LENGTH),
        ("94347658700", LENGTH),
        ("943476587O", LENGTH),
        ("943476587\u0660", LENGTH),
        ("9434765871", CHECK),
        ("9437465870", CHECK),
        ("0123456788", CHECK),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        cleaned(text)
    assert str(caught.value) == sentence


def test_it_is_shown_in_the_groups_of_the_card() -> None:
    assert spaced("9434765870") == "943 476 5870"
