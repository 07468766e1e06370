"""Signs that nobody sees: they hide words from whoever reads them, and from lists of words.

Typed text is kept without them. What people do see the work of stays: joined emoji, and scripts whose letters join.
"""

import unicodedata
from typing import Any

from django.http import QueryDict

#: Joins and parts of what is drawn as one: families of emoji, letters of Persian, the flag of Wales.
JOINING = frozenset(map(chr, (0x200C, 0x200D, *range(0xE0020, 0xE0080))))
#: Letters, by their kind, that are drawn as nothing.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_hidden(sign: str) -> bool:
    """Whether it is drawn as nothing and is no space."""
    return unicodedata.category(sign) == "Cf" or sign in BLANK


def without_hidden(text: str) -> str:
    """As people see it; nothing, where they would see nothing."""
    if text.isascii():
        return text
    kept = "".join(sign for sign in text if sign in JOINING or not is_hidden(sign))
    return kept if any(not (is_hidden(sign) or sign.isspace()) for sign in kept) else ""


def plainly(data: Any) -> Any:
    """What was sent in a form, each text as people see it."""
    if isinstance(data, QueryDict):
        if all(word.isascii() for _, words in data.lists() for word in words):
            return data
        seen = data.copy()
        for name, words in data.lists():
            seen.setlist(name, [without_hidden(word) for word in words])
        return seen
    return {name: without_hidden(word) if isinstance(word, str) else word for name, word in data.items()}
