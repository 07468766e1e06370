import pytest
from django import forms

from mhst.core.forms import PhoneField


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900982",
        "(01632) 960-001",
        "01632 960001 ext 12",
        "+44 (0)7700 900982",
        "0044 7700 900982",
        "+353 20 917 1234",
    ],
)
def test_numbers_are_taken_as_people_write_them(typed: str) -> None:
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["not a phone", "07700 9009", "7700 900982", "+44 7700", "ring me on 07700 900982", "٠٧٧٠٠٩٠٠٩٨٢"]
)
def test_what_cannot_be_rung_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"like 07700 900 982, or like \+353"):
        PhoneField().clean(typed)


def test_it_may_be_left_empty() -> None:
    assert PhoneField(required=False).clean("") == ""
