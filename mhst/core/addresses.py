"""Finding the view of an address among hundreds: by its first word, instead of trying every pattern of every app."""

import copy
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """These patterns, in the same order; of an address only those are tried that begin with its first word.

    Each app's addresses are included with no prefix and none begins with a converter; what does is always tried.
    """

    def __init__(self, patterns: list[Pattern]) -> None:
        super().__init__(RoutePattern(""), patterns)
        self._beginning_with: dict[str, URLResolver] = {}
        self._words = _words(patterns)

    def resolve(self, path: str) -> Any:
        word = path.partition("/")[0]
        word = word if word in self._words else ""
        found = self._beginning_with.get(word)
        if found is None:
            found = self._beginning_with[word] = URLResolver(RoutePattern(""), _narrowed(self.url_patterns, word))
        return found.resolve(path)


def _word(pattern: Pattern) -> str | None:
    """With which word all its addresses begin; None where they may begin with any, or are spread over its patterns."""
    route = str(pattern.pattern) if isinstance(pattern.pattern, RoutePattern) else ""
    word = route.partition("/")[0]
    return word if word and "<" not in word else None


def _words(patterns: list[Pattern]) -> set[str]:
    words = {word for pattern in patterns if (word := _word(pattern))}
    return words.union(*(_words(inside) for pattern in patterns if (inside := _spread(pattern)) is not None))


def _spread(pattern: Pattern) -> list[Pattern] | None:
    """The patterns of an app that is included without a prefix."""
    is_bare = isinstance(pattern.pattern, RoutePattern) and not str(pattern.pattern)
    return list(pattern.url_patterns) if isinstance(pattern, URLResolver) and is_bare else None


def _narrowed(patterns: list[Pattern], word: str) -> list[Pattern]:
    """Those that an address with this first word can be of; of an app without a prefix a copy that holds few."""
    found: list[Pattern] = []
    for pattern in patterns:
        if (inside := _spread(pattern)) is not None:
            few = copy.copy(pattern)
            few.__dict__["url_patterns"] = _narrowed(inside, word)
            found += [few] if few.__dict__["url_patterns"] else []
        elif _word(pattern) in {None, word}:
            found.append(pattern)
    return found
