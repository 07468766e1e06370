"""All writing goes through actions, which name who acts; pages and sockets only translate."""

import ast
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.architecture.house import functions_of, named, our_files, our_modules


def _public_functions() -> list[Callable[..., Any]]:
    return [
        function
        for module in our_modules("actions", "grants")
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if inspect.unwrap(function).__module__ == module.__name__ and not name.startswith("_")
    ]


#: Beside their actions these read, for who may do what.
READERS = {"mhst.access.grants.running", "mhst.access.grants.on"}


def _place(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__name__}"


def test_there_are_actions_to_look_at() -> None:
    assert sum(getattr(function, "is_action", False) for function in _public_functions()) >= 10


def test_who_acts_is_recorded() -> None:
    """A function that asks `by` whom it works for is an action. The decorator refuses any but keywords in one."""
    asks = {_place(f) for f in _public_functions() if "by" in inspect.signature(f).parameters}
    actions = {_place(f) for f in _public_functions() if getattr(f, "is_action", False)}

    assert asks == actions


def test_parts_of_actions_are_used_by_actions_only() -> None:
    """What an actions module offers without naming who acts runs inside the transaction of somebody who did."""
    parts = {_place(f) for f in _public_functions() if not getattr(f, "is_action", False)} - READERS
    named_so = {tuple(part.split(".")[-2:]) for part in parts}
    outside = [path for path in our_files() if "actions" not in {path.stem, *path.parts}]

    assert {named(path): used for path in outside if (used := _calls_through_actions(path) & named_so)} == {}


def _calls_through_actions(path: Path) -> set[tuple[str, str]]:
    """The `noun.verb` pairs a file uses, if it imports any actions."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imports = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    if not any("actions" in (n.module or "").split(".") or "actions" in {a.name for a in n.names} for n in imports):
        return set()
    return {
        (getattr(n.value, "id", getattr(n.value, "attr", "")), n.attr) for n in nodes if isinstance(n, ast.Attribute)
    }


def test_entry_points_hold_no_query() -> None:
    layers = {"views", "consumers", "commands", "tasks"}
    paths = [p for p in our_files() if "management" not in p.parts and layers & {p.stem, *p.parts}]

    assert {named(path) for path in paths if _managers_named(path)} == set()
    assert paths


def _managers_named(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return names & {"objects", "_default_manager", "_base_manager"}


def test_forms_save_nothing() -> None:
    paths = [path for path in our_files() if "forms" in {path.stem, *path.parts}]

    saving = {named(path) for path in paths if "save" in {f.name for f in functions_of(path)}}
    assert saving == {"mhst/access/forms/password.py"}  # allauth calls it so; it only asks for a letter
    assert paths
