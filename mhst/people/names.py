"""Names as people search for them."""

import unicodedata

#: Letters that Unicode does not take apart into a plain one and its accent.
_WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i"})
#: Typewritten, curly to either side, the letter apostrophe of Unicode, and the key beside 1.
_APOSTROPHES = {"'", "\u2019", "\u2018", "\u02bc", "`"}


def plain(text: str) -> str:
    """Small letters without accents or apostrophes, words parted by one space: `O'Dowd-Wójcik` is `odowd wojcik`."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE))
    kept = (_plain(letter) for letter in letters if letter not in _APOSTROPHES and not unicodedata.combining(letter))
    return " ".join("".join(kept).split())


def _plain(letter: str) -> str:
    return letter if letter.isalnum() else " "
