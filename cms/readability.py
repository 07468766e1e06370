"""How hard a text is to read: the Flesch-Kincaid grade, by the formula of 1975.

Grade 6 is about age 11. The libraries that compute it bring a corpus to download; the formula is three lines and
the counting of syllables by vowel groups is as good as it gets without a dictionary.
"""

import html
import re
from dataclasses import dataclass

#: Young and hesitant readers; grown-ups manage about 240.
WORDS_A_MINUTE = 150
GROWN_UP = 18

_END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6]|summary|figcaption|td|th)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_END_OF_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True)
class Reading:
    """What was counted."""

    words: int
    sentences: int
    syllables: int

    @property
    def grade(self) -> float:
        """The school year, American count, in which most can read it."""
        if not self.words:
            return 0.0
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> int:
        """About how old most are who can read it."""
        return max(5, round(self.grade) + 5)

    @property
    def level(self) -> str:
        """The age as people say it: above that of grown-ups the formula means nothing."""
        return f"about age {self.age}" if self.age <= GROWN_UP else f"an age over {GROWN_UP}"

    @property
    def minutes(self) -> int:
        """To read it without hurry."""
        return max(1, round(self.words / WORDS_A_MINUTE))


def of_text(text: str) -> Reading:
    sentences = [part for part in _END_OF_SENTENCE.split(text) if _WORD.search(part)]
    words = _WORD.findall(text)
    return Reading(len(words), len(sentences), sum(map(syllables, words)))


def of_html(markup: str) -> Reading:
    """Of the words a reader sees; each paragraph, heading and list item ends a sentence."""
    return of_text(html.unescape(_TAG.sub("", _END_OF_BLOCK.sub("\n", markup))))


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; every word has one."""
    plain = word.lower().replace("'", "")
    groups = len(_VOWELS.findall(plain))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouscxzgh]es$", plain):
        groups -= 1
    return max(groups, 1)
