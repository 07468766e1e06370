"""What somebody opened, in words. Each room tells the words for its own pages when it starts."""

from collections.abc import Mapping

_said: dict[str, str] = {}


def say(words: Mapping[str, str]) -> None:
    """Verbs of `recording.seen` with what a person calls that page."""
    _said.update(words)


def in_words(verb: str) -> str:
    """The verb itself where no page has told us its words."""
    return _said.get(verb, verb)
