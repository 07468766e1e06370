"""A table that may be shown is made in one place and opened in one: nothing else makes one of any numbers."""

import ast
from pathlib import Path

from tests.architecture.house import named, our_files

MADE_BY = {"mhst/core/disclosure/protect.py", "mhst/core/disclosure/table.py"}
OPENED_BY = {
    "mhst/core/disclosure/__init__.py",
    "mhst/core/disclosure/table.py",
    "mhst/reporting/queries/publication.py",
}


def _names(path: Path) -> set[str]:
    """Every name that is imported, used or reached for in a file, or written as a word by itself."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.alias(name=name) | ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
                found.add(name)
            case ast.FunctionDef(name=name):
                found.add(name)
    return found


def _in_files_that_know_tables(*names: str) -> set[str]:
    files = [
        path for path in our_files() if "disclosure" in path.read_text(encoding="utf-8") or "disclosure" in named(path)
    ]
    return {named(path) for path in files if set(names) & _names(path)}


def test_only_the_protection_seals_and_signs() -> None:
    assert _in_files_that_know_tables("sealed", "_signature", "_SEAL") == MADE_BY


def test_only_the_query_of_publications_opens_again() -> None:
    assert _in_files_that_know_tables("reopened") == OPENED_BY


def test_another_that_did_would_be_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from mhst.core.disclosure import table\nmade = getattr(table, 'sealed')(key='any')\n")

    assert "sealed" in _names(planted)
