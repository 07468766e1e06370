"""Nothing grows past what one person can hold in mind, and nothing has a name that says nothing."""

import re
from pathlib import Path

from tests.architecture.house import ROOMS, ROOT, functions_of, named, our_files, our_scripts

FILE, FUNCTION, TEMPLATE = 300, 60, 200

#: What may be longer, and why: "mhst/core/file.py" or "mhst/core/file.py:function".
LONG: dict[str, str] = {}

SAYS_NOTHING = {"utils", "helpers", "common", "misc", "services", "managers", "base_utils"}


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _long() -> set[str]:
    files = {named(path) for path in our_files() + our_scripts() if _lines(path) > FILE}
    templates = {named(path) for path in our_files(".html") if _lines(path) > TEMPLATE}
    functions = {
        f"{named(path)}:{function.name}"
        for path in our_files()
        for function in functions_of(path)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION
    }
    return files | templates | functions


def test_nothing_is_long_without_a_reason() -> None:
    assert _long() == set(LONG)
    assert all(LONG.values())


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.stem in SAYS_NOTHING]

    assert [named(path) for path in found if path.suffix in {"", ".py"} and "node_modules" not in path.parts] == []


def test_words_are_those_of_the_glossary() -> None:
    """Young person, not patient; designated safeguarding lead and senior mental health lead written out."""
    wrong = re.compile(r"(?i)\b(patients?|dsl|smhl|dna'?d)\b")

    assert {named(path) for path in our_files() + our_files(".html") if wrong.search(path.read_text("utf-8"))} == set()


def test_no_em_dash_stands_in_words_for_people() -> None:
    files = our_files(".html") + our_files(".txt") + our_files(".toml")

    assert {named(path) for path in files if "\N{EM DASH}" in path.read_text("utf-8")} == set()
