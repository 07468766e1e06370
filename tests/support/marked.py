"""Which words of a template no translator would ever be shown."""

import ast
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


#: Calls whose words a translator is shown.
_FOR_TRANSLATORS = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
#: A sentence, or a word with which one begins; codes and names of fields are neither.
_FOR_PEOPLE = re.compile(r"^[A-Z“].*[a-z]|[A-Za-z]{2,} [a-z]", re.DOTALL)


def unmarked_in_python(source: str) -> list[str]:
    """The words for people in a module that are not marked: docstrings and what only code reads left out."""
    tree = ast.parse(source)
    left = _marked(tree) | _docstrings(tree)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in found if id(node) not in left and _FOR_PEOPLE.search(node.value)]


def _marked(tree: ast.AST) -> set[int]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in _FOR_TRANSLATORS]
    return {id(part) for call in calls for part in ast.walk(call)}


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
