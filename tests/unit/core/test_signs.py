"""Signs that nobody sees go; what people see stays."""

import pytest
from django.http import QueryDict

from mhst.core.signs import plainly, without_hidden

FAMILY, WALES = "\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Robin", "Robin"),
        ("k\u200bill my\u00adself", "kill myself"),
        ("\u202enothing", "nothing"),
        (f"{FAMILY} {WALES}", f"{FAMILY} {WALES}"),
        ("Siân \N{LATIN SMALL LETTER E WITH ACUTE}", "Siân é"),
        ("\u200b", ""),
        ("\u200d \ufeff", "" ),
        ("\u3164", ""),
    ],
)  # fmt: skip
def test_a_text_is_kept_as_people_see_it(typed: str, seen: str) -> None:
    assert without_hidden(typed) == seen


def test_what_was_sent_is_cleaned_field_by_field() -> None:
    sent = QueryDict("name=Ada%E2%80%8B&year=8&year=%E2%80%8B9")

    assert dict(plainly(sent).lists()) == {"name": ["Ada"], "year": ["8", "9"]}
    assert plainly(QueryDict("name=Ada")) == QueryDict("name=Ada")
    assert plainly({"name": "\u200b", "pupils": 6}) == {"name": "", "pupils": 6}
