"""What looks for words finds them as programs write them down."""

import base64
from urllib.parse import quote_plus

import pytest
from django.core import signing

from tests.support.hiding import is_in

WORDS = "a canary in the coal mine"


@pytest.mark.parametrize(
    "kept",
    [
        f"POST {WORDS} 200",
        f"X'{WORDS.encode().hex().upper()}'",
        f"/search/?q={quote_plus(WORDS)}",
        *(base64.b64encode(f"{before}{WORDS}, and more".encode()).decode() for before in ("", "1", "22")),
        f"session {signing.dumps({'said': [WORDS] * 9}, compress=True)}",
    ],
)
def test_words_are_found_however_they_were_written(kept: str) -> None:
    assert is_in(WORDS, [kept])
    assert is_in(WORDS, b"\x00" + kept.encode())
    assert not is_in("another canary", [kept])
