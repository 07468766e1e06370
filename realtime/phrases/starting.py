"""The list of phrases that a new deployment starts with, and that is used wherever nobody has made another."""

import tomllib
from functools import cache
from pathlib import Path

from realtime.phrases.phrase import Phrase

FILE = Path(__file__).with_name("starting.toml")


@cache
def phrases() -> tuple[Phrase, ...]:
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Phrase(words, about) for about, all_words in read.items() for words in all_words)
