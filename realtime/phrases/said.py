"""How words were said, as far as what stands around them shows. It changes what a mark is called, nothing else.

A name never makes less of words than they may be: where it could be the writer's own, it is said as it is.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from realtime.enums import FlagAbout, FlagSaid
from realtime.phrases.text import BREAK, Token, meant

QUOTED = re.compile(r"[\"“”][^\"“”]*[\"“”]|(?<!\w)['\u2018][^'\u2019]*['\u2019](?!\w)")
#: Not what stands for crying too.
LAUGHTER = re.compile(r"\b(lo+l|lmf?ao+|(ha){2,}h?|jk|rofl)\b|[😂🤣]", re.IGNORECASE)
BEFORE, NEAR = 4, 3


def _set(words: str) -> frozenset[str]:
    return frozenset(word for one in words.split() for word in meant(one))


DENIES = _set("not never no nobody none without neither nor")
GOES_ON = _set("stop help cope wait only just even")  # can not stop: no denial
ASKS = _set("if why")  # if I do not: nor this
SAYS = _set("said says say saying told tells tell asked asks called calls goes texted posted wrote")
OTHERS = _set(
    "he she they we friend friends mate mates bestie brother sister mum dad cousin boyfriend girlfriend bf gf someone "
    "people girl boy nan grandad uncle auntie teacher everyone kid"
)
DONE_TO = OTHERS - _set("he she they we") | _set("him her them")
REFLEXIVE = _set("himself herself themselves themself")
PASSIVE = _set("is are was were been being got gets getting")
SELF = _set("i me my myself im us our")
WRITER = SELF - _set("my our")
STORIES = _set(
    "song songs lyrics lyric film movie book episode series character characters game level boss essay homework "
    "coursework story poem play podcast documentary anime manga fanfic musical scene act gcse epq presentation project "
    "assembly pshe poster lesson villain lore map netflix level chapter leaflet debate macbeth romeo juliet"
)
TELLS = OTHERS | STORIES | _set("it")
#: What others do to somebody: whoever does it is not whom it is about.
DONE = (FlagAbout.ABUSE, FlagAbout.EXPLOITATION, FlagAbout.DANGER)


def said(text: str, tokens: Sequence[Token], first: int, last: int, about: str) -> FlagSaid:
    """How the words from the `first` to the `last` token were said."""
    clause = tokens[first].clause
    before = [token.word for token in tokens[:first] if token.clause == clause]
    inside = [token.word for token in tokens[first : last + 1]]
    after = [token.word for token in tokens[last + 1 : last + 1 + NEAR] if token.clause == clause]
    start, end = tokens[first].start, tokens[last].end
    if _is_quoted(text, start, end) or (_is_told(about, before) and not _is_of_writer(about, inside, after)):
        return FlagSaid.QUOTED
    if _is_denied(before):
        return FlagSaid.DENIED
    if _is_of_another(about, before, inside, after):
        return FlagSaid.OF_ANOTHER
    if _is_story(before, inside, after):
        return FlagSaid.STORY
    return FlagSaid.LAUGHING if LAUGHTER.search(_around(text, start, end)) else FlagSaid.PLAIN


def _is_quoted(text: str, start: int, end: int) -> bool:
    return any(found.start() < start and end < found.end() for found in QUOTED.finditer(text))


def _is_told(about: str, before: list[str]) -> bool:
    """By somebody else: he said. Not where the writer tells, or where nothing shows who does."""
    near = [number for number in range(max(0, len(before) - BEFORE), len(before)) if before[number] in SAYS]
    if not near or (about in DONE and not WRITER.isdisjoint(before[near[-1] :])):
        return False
    return _nearest(before[: near[-1]], TELLS | WRITER) in TELLS


def _is_denied(before: list[str]) -> bool:
    """Not where it goes on with I: nobody cares, I want to."""
    for number in reversed(range(max(0, len(before) - BEFORE), len(before))):
        if before[number] in WRITER:
            return False
        if before[number] in DENIES:
            return GOES_ON.isdisjoint(before[number + 1 : number + 2]) and ASKS.isdisjoint(before)
    return False


def _is_of_writer(about: str, inside: list[str], after: list[str]) -> bool:
    """Whether it is done to the writer, or to what is theirs; their friend is another, but for threats."""
    if "i" in inside:
        return True
    words, others = [*inside, *after], frozenset() if about == FlagAbout.EXPLOITATION else DONE_TO
    mine = (one in WRITER or (one in SELF and then not in others) for one, then in zip_longest(words, words[1:]))
    return about in DONE and any(mine)


def _is_of_another(about: str, before: list[str], inside: list[str], after: list[str]) -> bool:
    """Whether somebody else does it to themselves, or has it done to them. Danger is to anybody."""
    if about == FlagAbout.DANGER or _is_of_writer(about, inside, after):
        return False
    if not REFLEXIVE.isdisjoint(inside):
        return True
    near = before[-NEAR:]
    nearest = _nearest(near, OTHERS | WRITER)
    if nearest in WRITER:
        return False
    if about in DONE and not (near and near[-1] in PASSIVE and inside[0].endswith(("ed", "en"))):
        return not DONE_TO.isdisjoint([*inside, *after[:2]])
    return nearest in OTHERS and SELF.isdisjoint([*inside, *after])


def _is_story(before: list[str], inside: list[str], after: list[str]) -> bool:
    """Told before it, with no I on the way; or after it, where nothing there is of the writer."""
    if _nearest(before, STORIES | WRITER) in STORIES:
        return True
    is_mine = not SELF.isdisjoint(inside) or _nearest(before, OTHERS | WRITER) in WRITER
    return not is_mine and not STORIES.isdisjoint(after)


def _nearest(before: list[str], of: frozenset[str]) -> str:
    return next((one for one in reversed(before) if one in of), "")


def _around(text: str, start: int, end: int) -> str:
    """The clause it stands in and the next."""
    breaks = [found.start() for found in BREAK.finditer(text)]
    since = max((at for at in breaks if at < start), default=0)
    until = [at for at in breaks if at >= end][1:2]
    return text[since : until[0] if until else len(text)]
