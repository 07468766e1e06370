"""Which words of a template no translator would ever be shown."""

import re

#: Text in between is for a translator, for nobody, or not text at all.
_MARKED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|<(?P<raw>style|script)\b.*?</(?P=raw)>|{#.*?#}|{{.*?}}|{%.*?%}",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")
_SAID = re.compile(r'\b(?:aria-label|alt|placeholder|title|content)="([^"]*)"')
_IN_COMPONENT = re.compile(r'{%\s*component(?:_block)?\b[^%]*\b(?:text|heading|summary|key|label|caption)="([^"]*)"')
_WORDS = re.compile(r"[A-Za-z]{2,}")
#: What no language changes.
NAMES = {
    "width=device-width, initial-scale=1",
    "width=device-width, initial-scale=1, viewport-fit=cover",
    "noindex",
    "app-young",
    "app-front",
}


def unmarked(template: str) -> list[str]:
    """The words on the page, in its attributes and in its components that are not marked."""
    bare = _MARKED.sub("\N{NO-BREAK SPACE}", template)
    said = [*_TAG.sub("\n", bare).split("\n"), *_SAID.findall(bare), *_IN_COMPONENT.findall(template)]
    whole = [" ".join(words.replace("&nbsp;", " ").split()) for words in said]
    return [words for words in whole if _WORDS.search(words) and words not in NAMES and not words.startswith("#")]
