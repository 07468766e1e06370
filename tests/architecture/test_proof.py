"""Every test says what should be true: one that only runs something passes whatever comes of it."""

import ast
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, functions_of


def _says(node: ast.AST) -> bool:
    """An assert, `pytest.raises`, queries counted, or what a page comes to show: `expect(...).to_be_visible()`."""
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Assert)
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called == "raises" or called.startswith("django_assert_") or _is_expectation(node.func)


def _is_expectation(called: ast.AST) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr.startswith(("to_", "not_to_"))
        and isinstance(called.value, ast.Call)
        and getattr(called.value.func, "id", "") == "expect"
    )


def silent(path: Path) -> list[str]:
    return [
        f"{path}:{test.lineno} {test.name}"
        for test in functions_of(path)
        if test.name.startswith("test_") and not any(_says(node) for node in ast.walk(test))
    ]


def test_every_test_says_what_should_be_true() -> None:
    assert [found for path in sorted((ROOT / "tests").rglob("*.py")) for found in silent(path)] == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("page.goto('/')", 1),
        ("to_own_school(page)", 1),
        ("watch.expect(404)", 1),
        ("check_own_feed(nia, gwen)", 1),
        ("assert refusal(check_own_feed, nia, gwen) is None", 0),
        ("expect(page.get_by_text('Saved')).not_to_be_visible()", 0),
    ],
)
def test_one_that_only_runs_something_is_found(tmp_path: Path, body: str, found: int) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(f"def test_it():\n    {body}\n")
    assert len(silent(path)) == found
