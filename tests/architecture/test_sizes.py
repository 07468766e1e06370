"""Nothing grows past what one person can hold in mind, and nothing has a name that says nothing."""

import re
from pathlib import Path

from tests.architecture.house import ROOMS, ROOT, functions_of, named, our_files, our_scripts

FILE, FUNCTION, TEMPLATE = 300, 60, 200

SAYS_NOTHING = {"utils", "helpers", "common", "misc", "services", "managers", "base_utils"}


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def _longer_than(file: int, function: int, template: int) -> set[str]:
    """Each as "mhst/core/file.py" or "mhst/core/file.py:function"."""
    files = {named(path) for path in our_files() + our_scripts() if _lines(path) > file}
    templates = {named(path) for path in our_files(".html") if _lines(path) > template}
    functions = {
        f"{named(path)}:{each.name}"
        for path in our_files()
        for each in functions_of(path)
        if (each.end_lineno or 0) - each.lineno + 1 > function
    }
    return files | templates | functions


def test_nothing_is_long() -> None:
    assert _longer_than(FILE, FUNCTION, TEMPLATE) == set()


def test_what_is_long_would_be_found() -> None:
    found = _longer_than(20, 10, 5)

    assert "mhst/core/sweeps.py" in found
    assert "sessions_app/actions/message.py:write" in found
    assert "templates/reporting/figures/quarter.html" in found


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
