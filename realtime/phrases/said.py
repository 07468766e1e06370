"""How words were said, as far as what stands around them shows. It changes what a mark is called, nothing else."""

import re
from collections.abc import Sequence

from realtime.enums import FlagSaid
from realtime.phrases.text import Token, meant

QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]|(?<!\w)['\u2018][^'\u2019]*['\u2019](?!\w)")
LAUGHTER = re.compile(r"\b(lo+l|lmf?ao+|(ha){2,}h?|jk|rofl)\b|[😂🤣💀😭]", re.IGNORECASE)
BEFORE = 4


def _set(words: str) -> frozenset[str]:
    return frozenset(word for one in words.split() for word in meant(one))


DENIES = _set("not never no nobody none without neither nor")
SAYS = _set("said says say saying told tells tell asked asks called calls goes texted posted wrote")
OTHERS = _set(
    "he she they we friend friends mate mates bestie brother sister mum dad cousin boyfriend girlfriend bf gf someone "
    "people girl boy nan grandad uncle auntie teacher everyone kid"
)
SELF = _set("i me my myself im")
STORIES = _set(
    "song songs lyrics lyric film movie book episode series character characters game level boss essay homework "
    "coursework story poem play podcast documentary anime manga fanfic musical scene act gcse epq presentation project "
    "assembly pshe poster lesson villain lore map netflix level chapter leaflet debate macbeth romeo juliet"
)


def said(text: str, tokens: Sequence[Token], first: int, start: int, end: int) -> FlagSaid:
    """How the words between `start` and `end` were said; `first` is their first token."""
    before = [t.word for t in tokens[max(0, first - BEFORE) : first] if t.clause == tokens[first].clause]
    if any(found.start() < start and end < found.end() for found in QUOTED.finditer(text)) or SAYS & set(before):
        return FlagSaid.QUOTED
    if DENIES & set(before):
        return FlagSaid.DENIED
    if _is_of_another([t.word for t in tokens[:first] if t.clause == tokens[first].clause], tokens[first].word):
        return FlagSaid.OF_ANOTHER
    if STORIES & {t.word for t in tokens}:
        return FlagSaid.STORY
    return FlagSaid.LAUGHING if LAUGHTER.search(text) else FlagSaid.PLAIN


def _is_of_another(before: list[str], word: str) -> bool:
    """Whether the nearest person before it is not the writer."""
    if word in SELF:
        return False
    for one in reversed(before):
        if one in SELF - {"my"} or one in OTHERS:
            return one in OTHERS
    return False
