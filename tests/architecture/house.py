"""What of the house is ours, for the tests that walk through it."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mhst", "cms", "sessions_app", "school_link", "realtime")


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOMS]


def our_files(suffix: str = ".py") -> list[Path]:
    """Product files, migrations and what other programs made left out."""
    return sorted(
        path
        for room in (*ROOMS, "templates")
        for path in (ROOT / room).rglob(f"*{suffix}")
        if not {"migrations", "node_modules", "static"} & set(path.relative_to(ROOT).parts)
    )


def our_scripts() -> list[Path]:
    """Modules of pages, those that a build made left out."""
    return sorted(
        path
        for room in ROOMS
        for path in (ROOT / room).rglob("*.mjs")
        if not {"build", "node_modules"} & set(path.relative_to(ROOT).parts)
    )


def our_modules(*layers: str) -> list[ModuleType]:
    """The modules of these layers, of every app: `our_modules("actions")`."""
    return [
        importlib.import_module(found.name)
        for room in ROOMS
        for found in pkgutil.walk_packages([str(ROOT / room)], f"{room}.")
        if set(found.name.split(".")) & set(layers)
    ]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
