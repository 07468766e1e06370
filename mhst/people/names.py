"""Names as people search for them, and how alike two of them are."""

import unicodedata
from difflib import SequenceMatcher
from enum import IntEnum

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


class Likeness(IntEnum):
    OTHER, NEAR, SAME = range(3)


#: How alike two words are written to count as nearly the same: one letter in six, and in shorter ones one letter.
NEARLY = 0.83
#: Parts of family names that many share.
_PARTICLES = {"van", "von", "der", "den", "del", "dos", "bin", "ibn"}
#: Names that are used, or written, for one another and do not begin alike.
_FORMS = [
    set(line.split())
    for line in """
    ahmed ahmad ahmet
    aisha ayesha aysha
    alexander alexandra alex xander sasha sandy lex
    andrew andy drew
    anthony antony tony
    catherine katherine kathryn cathy kate katie kitty cat
    christopher christine kit kris
    dorothy dot dolly
    edward ed eddie ted teddy ned
    eleanor ellie nell nora
    elizabeth eliza liz lizzie beth betty betsy libby elsie
    harold henry harry hal
    isabel isabella isobel izzy issy bella
    james jim jimmy jamie
    john jack jonathan johnny
    joseph joe joey yusuf
    margaret maggie meg peggy greta
    mary molly polly
    michael mike mick mickey
    mohammed mohammad mohamed muhammad muhammed mo
    nicholas nikolas nicola nick nik nikki
    oliver olivia olly ollie liv livvy
    patrick patricia paddy trish
    philip phillip pip
    rebecca becky becca bex
    richard rick ricky dick
    robert bob bobby bert
    sarah sara sally sadie
    sophie sofia sophia
    stephen steven steve stevie
    theodore theo ted teddy
    theresa teresa tess terry
    thomas tom tommy
    victoria vicky tori
    william bill billy
    yusuf yousuf yousef youssef
    """.strip().splitlines()
]


def given_likeness(ones: set[str], others: set[str]) -> Likeness:
    """Of the given and preferred names of two people, those that are most alike. All of them `plain`."""
    return max((_given(one, other) for one in ones for other in others), default=Likeness.OTHER)


def family_likeness(one: str, other: str) -> Likeness:
    """Two family names, both `plain`: of a double one, either part may be all that somebody wrote."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return Likeness.SAME if one else Likeness.OTHER
    shared = {word for word in set(one.split()) & set(other.split()) if len(word) > 2} - _PARTICLES
    return Likeness.NEAR if shared or _is_near(one, other) else Likeness.OTHER


def _given(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness.SAME
    parts, other_parts = one.split(), other.split()
    is_near = _is_near(one, other) or any(_are_forms(a, b) for a in parts for b in other_parts)
    return Likeness.NEAR if is_near else Likeness.OTHER


def _are_forms(one: str, other: str) -> bool:
    """Sam for Samira, Bill for William, and one of two given names for both."""
    begins_alike = one.startswith(other[:3]) or other.startswith(one[:3])
    return begins_alike or any({one, other} <= forms for forms in _FORMS)


def _is_near(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 3:
        return False
    return SequenceMatcher(None, one, other).ratio() >= min(NEARLY, 1 - 1 / longest - 0.001)
