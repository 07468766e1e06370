"""Whether words look as if they name somebody. Only warns: the person decides, and nothing of it is kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _YEAR = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?", r"(?:\d{4}|['\u2019]?\d{2})"
_NUMBERS = (
    r"\d{1,2}\s?[/.\-\u2013]\s?\d{1,2}\s?[/.\-\u2013]\s?\d{2,4}|\d{1,2} \d{1,2} \d{4}|\d{4}[/.\-]\d{2}[/.\-]\d{2}"
)
_DATES = (
    rf"\b(?:{_NUMBERS}|{_DAY}(?:\s+of)?[\s\-/.]+{_MONTH}[\s\-/.,]+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR})(?!\d)"
    rf"|(?<=\bborn )(?:on )?(?:the )?(?:{_DAY}(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+{_DAY})\b"
)
_LOOKS = (
    ("An email address", re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")),
    ("A date, perhaps of birth", re.compile(_DATES, re.IGNORECASE)),
    ("A phone number", re.compile(r"(?<!\d)(?:\+44|0)(?:[\s()-]*\d){9,10}(?!\d)")),
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ENDS = frozenset(".!?\n")
#: Names that are ordinary words too: taken for a name only with a capital inside a sentence.
ORDINARY = frozenset(
    """
    amber angel art autumn bell bill bishop black brook brown bush carter chase church cook cross day dawn dean drew
    eve faith field fisher flower ford forest fox frank gay gene glen grace grant gray green guy hall harmony heath
    hill holly hope house hunt hunter iris ivy jack jade jasmine jewel job joy june king knight lake lane law lee lily
    little long love major mark mason may merit mill miller moon moss nan new nick north olive park parker pat pearl
    penny phoenix pierce pope price rain ray read reed rice rich river rob rock rose ruby sage sandy savage sharp
    short sky smart south star stone storm sue summer sunny temple trinity turner violet walker wall ward waters west
    white will winter wise wood woods young
    """.split()  # noqa: SIM905  a list of them is no easier to read
)


@dataclass(frozen=True)
class Found:
    """A piece of the text and why it stands out, for the page of now."""

    why: str
    piece: str


def found(texts: Iterable[str], names: Iterable[str]) -> list[Found]:
    """Each piece once, in the order of the text."""
    known = {part.casefold() for name in names for part in _WORD.findall(name) if len(part) > 1}
    pieces = [one for text in texts for one in (*_looks(text), *_named(text, known))]
    return list(dict.fromkeys(pieces))


def _looks(text: str) -> list[Found]:
    return [Found(why, match.group()) for why, pattern in _LOOKS for match in pattern.finditer(text)]


def _named(text: str, known: set[str]) -> list[Found]:
    return [
        Found("The name of somebody at your school", match.group())
        for match in _WORD.finditer(text)
        if _is_name(match.group().removesuffix("'s").removesuffix("\u2019s"), known, _begins(text, match.start()))
    ]


def _is_name(word: str, known: set[str], begins: bool) -> bool:
    folded = word.casefold()
    return folded in known and (folded not in ORDINARY or (word[0].isupper() and not begins))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here, where every word has a capital."""
    before = text[:at].rstrip(" \t\"'(")
    return not before or before[-1] in _ENDS
