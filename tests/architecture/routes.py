"""Every address the product answers, with an example of each, read from the resolver."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

EXAMPLES = {"uuid": "6f1c1f2e-0000-4000-8000-000000000001", "int": "1", "path": "x", "capitals": "X"}
#: Tried in order in the place of each group of a regular expression, until the expression takes the whole.
GUESSES = ("1", "6f1c1f2e-0000-4000-8000-000000000001", "x", "auth", "2026-01-01", "django_tasks_database", "")


@dataclass(frozen=True)
class Route:
    """An address as it is written down, one that fits it, and what answers it."""

    pattern: str
    example: str
    view: Callable[..., Any]

    @property
    def module(self) -> str:
        view = getattr(self.view, "view_class", self.view)
        return str(view.__module__)


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "", "/"))


def _walk(patterns: list[Any], written: str, example: str) -> Iterator[Route]:
    for pattern in patterns:
        here, path = written + str(pattern.pattern), example + _example(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here, path)
        elif isinstance(pattern, URLPattern):
            yield Route(here, path, pattern.callback)


def _example(pattern: Any) -> str:
    if isinstance(pattern, RoutePattern):
        text = str(pattern)
        for name, converter in pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            text = text.replace(f"<{kind}:{name}>", EXAMPLES.get(kind, "x")).replace(f"<{name}>", "x")
        return text
    return _fitting(pattern)


def _fitting(pattern: Any) -> str:
    for template, groups in normalize(pattern.regex.pattern):
        for guess in GUESSES:
            text = template % dict.fromkeys(groups, guess)
            if pattern.match(text):
                return str(text)
    raise LookupError(f"no example fits {pattern}; add a guess")
