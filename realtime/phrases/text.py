"""A message as words to compare: as they are meant, whatever the spelling, each with where it stands."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

#: A sign inside a word hides a letter: k!ll, c*tting. An apostrophe is left out: dont. So are signs that nobody sees.
HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
WORD = re.compile(rf"[^\W_]+(?:['\u2019`\u00b4*!@${HIDDEN}]+[^\W_]+)*")
BREAK = re.compile(r"[.!?,;:\n]| but ", re.IGNORECASE)
RUN = re.compile(r"(.)\1+")
#: Three letters, each a word of its own, with one sign between them.
SPELT = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_][^\W\d_]){2}(?![^\W_])")
LETTERS = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
APOSTROPHES = dict.fromkeys(map(ord, "'\u2019`\u00b4"))

#: Text speak, and what runs together in speech, as the words that a phrase is written with.
MEANT = {
    "2": "to", "4": "for", "u": "you", "ur": "your", "r": "are", "b4": "before", "ppl": "people", "rn": "right now",
    "im": "i am", "ive": "i have", "id": "i would", "ill": "i will", "il": "i will", "iv": "i have", "hes": "he is",
    "shes": "she is", "theyre": "they are", "theyd": "they would", "theyll": "they will", "hed": "he would",
    "hell": "he will", "whats": "what is", "thats": "that is", "theres": "there is", "its": "it is",
    "someones": "someone is", "everyones": "everyone is", "youre": "you are", "weve": "we have",
    "dont": "do not", "dnt": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not",
    "cannot": "can not", "couldnt": "could not", "wont": "will not", "wouldnt": "would not", "shouldnt": "should not",
    "isnt": "is not", "aint": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "havent": "have not", "hasnt": "has not", "hadnt": "had not", "wanna": "want to", "wana": "want to",
    "gonna": "going to", "gona": "going to", "gotta": "got to", "tryna": "trying to", "wnt": "want", "wnna": "want to",
    "imma": "i am going to", "gunna": "going to", "finna": "going to", "kmself": "kill myself", "kmsing": "kms",
    "suside": "suicide", "sewerslide": "suicide", "sewercide": "suicide", "oding": "overdosing", "oded": "overdosed",
    "slef": "self", "sefl": "self", "selves": "self", "meself": "myself",
    "maself": "myself", "mysen": "myself", "mself": "myself", "myslef": "myself",
    "hav": "have", "bin": "been", "cud": "could", "wud": "would", "wld": "would", "fink": "think", "nite": "night",
    "2nite": "tonight", "tonite": "tonight", "tn": "tonight", "2moz": "tomorrow", "2day": "today", "evry": "every",
    "every1": "everyone", "everybody": "everyone", "any1": "anyone", "no1": "nobody", "noone": "nobody",
    "some1": "someone", "somebody": "someone", "nuffin": "nothing", "nothin": "nothing", "bout": "about",
    "anymore": "any more", "wen": "when", "wat": "what", "mom": "mum", "mam": "mum", "mums": "mum", "dads": "dad",
    "agen": "again", "coz": "because", "cos": "because", "cuz": "because", "bc": "because",
}  # fmt: skip

#: Without its apostrophe it would be odd.
OD = re.compile(r"od['\u2019`\u00b4]e?d", re.IGNORECASE)
#: Written apart. Not so before what is called after the self: my self harm, my self esteem.
SELVES = {"my": "myself", "me": "myself", "ma": "myself", "him": "himself", "her": "herself", "your": "yourself",
          "them": "themself"}  # fmt: skip
OF_SELF = "harm harming harmed harms injury esteem confidence worth image respect care control doubt defence love"
APART = re.compile(rf"\b({'|'.join(SELVES)}) (?:self|selves)\b(?! (?:{OF_SELF.replace(' ', '|')})\b)")
#: What is drawn together into one word: killmyself, iwannadie. One of those that tell must be in it.
TELLING = "kill killing killin hurt hurting cut cutting cuttin harm harming hang hanging die dead end ending unalive"
#: What is longer is no words drawn together, and is not taken apart letter by letter.
LONGEST_APART = 40
PIECES = "i im want wanna to gonna be was wish my life myself meself it all tonight " + TELLING


class Token(NamedTuple):
    """One word as it is meant, where it stands, and in which clause."""

    word: str
    start: int
    end: int
    clause: int


def tokens(text: str) -> list[Token]:
    """The words of a message in order. One that stands for several gives several, all in its place."""
    breaks = [found.start() for found in BREAK.finditer(text)]
    found, clause = [], 0
    for start, end, raw in _with_spelt_out(text):
        while clause < len(breaks) and breaks[clause] < start:
            clause += 1
        found += [Token(word, start, end, clause) for word in meant(raw)]
    return _with_selves_joined(found)


def _with_selves_joined(words: list[Token]) -> list[Token]:
    """One word in the place of both: my self."""
    found: list[Token] = []
    for one, then in zip_longest(words, words[1:]):
        before = found[-1] if found else None
        if (
            one.word == "self" and before and before.word in SELVES and before.clause == one.clause
            and not (then and then.clause == one.clause and then.word in _squeezed_words(OF_SELF))
        ):  # fmt: skip
            found[-1] = Token(SELVES[before.word], before.start, one.end, one.clause)
        else:
            found.append(one)
    return found


def written(text: str) -> list[str] | None:
    """Its words as they are written, for a first look. None where letters are spelt out, which takes a closer one."""
    words = WORD.findall(text)
    return None if list(map(len, words)).count(1) > 2 and SPELT.search(text) else words


def _with_spelt_out(text: str) -> list[tuple[int, int, str]]:
    """Three or more single letters one after the other are one word: k m s."""
    found: list[tuple[int, int, str]] = []
    letters: list[re.Match[str]] = []

    def take() -> None:
        if len(letters) > 2:
            found.append((letters[0].start(), letters[-1].end(), "".join(one.group() for one in letters)))
        else:
            found.extend((one.start(), one.end(), one.group()) for one in letters)
        letters.clear()

    for one in WORD.finditer(text):
        is_letter = len(one.group()) == 1 and one.group().isalpha()
        if letters and not (is_letter and one.start() - letters[-1].end() == 1):
            take()
        if is_letter:
            letters.append(one)
        else:
            found.append((one.start(), one.end(), one.group()))
    take()
    return found


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    return {_squeezed(short): tuple(_squeezed(word) for word in long.split()) for short, long in MEANT.items()}


@lru_cache(maxsize=20_000)
def meant(raw: str) -> tuple[str, ...]:
    """One written word as the words it stands for: small letters, no accents, each letter once where it is repeated.
    None where nothing but accents was written."""
    if OD.fullmatch(raw):
        return ("overdosed",)
    plain = unicodedata.normalize("NFKD", raw.lower().translate(APOSTROPHES))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf")
    if known := _meanings().get(_squeezed(plain)):
        return known
    if not plain.isdigit():
        plain = plain.translate(LETTERS)
    word = _squeezed(plain)
    return _meanings().get(word) or _apart(word) or ((word,) if word else ())


def _apart(word: str) -> tuple[str, ...]:
    """The words that one is drawn together from; none where it is not."""
    pieces = _pieces(word) if len(word) <= LONGEST_APART else ()
    if len(pieces) < 2 or not _squeezed_words(TELLING).intersection(pieces):
        return ()
    return tuple(one for piece in pieces for one in _meanings().get(piece, (piece,)))


def _pieces(word: str) -> tuple[str, ...]:
    for piece in sorted(_squeezed_words(PIECES), key=len, reverse=True):
        if word == piece:
            return (piece,)
        if word.startswith(piece) and (rest := _pieces(word[len(piece) :])):
            return (piece, *rest)
    return ()


@cache
def _squeezed_words(words: str) -> frozenset[str]:
    return frozenset(map(_squeezed, words.split()))


def _squeezed(word: str) -> str:
    return RUN.sub(r"\1", word)


def is_readable(text: str) -> bool:
    """Whether a list in English says anything about it: at least half of its letters are Latin ones."""
    if text.isascii():
        return True
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum("LATIN" in unicodedata.name(sign, "") for sign in letters)
    return latin * 2 >= len(letters)
