"""Pages of the documentation that are written from the code: `python -m tests.architecture.pages` writes them.

A test compares them, so that a change of who may do what shows twice: in the code and in words.
"""

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType

from tests.architecture.house import ROOT, our_modules

DOCS = ROOT / "docs"
WRITTEN = "This page is written from the code by `make fix`; a test compares them.\n"


def permissions() -> str:
    """Every role with its sentence, and the table of who may do what."""
    from mhst.access.roles import ROLES
    from mhst.core.permissions import Permission

    rows = [f"| {role.name.label} | {role.sentence} |" for role in ROLES.values()]
    held = [
        f"| `{permission}` | {_listed(r.name.label for r in ROLES.values() if permission in r.permissions)} |"
        for permission in Permission
    ]
    return "\n".join(
        [
            "# Who may do what\n",
            "A role is held at a place (an organisation, a team or a school) between two dates and reaches no further",
            "than it. A grant gives one permission on one thing to one person until a date.\n",
            WRITTEN,
            "## Roles\n", "| Role | In a sentence |", "|---|---|", *rows,
            "\n## Permissions\n", "| Permission | Roles that hold it |", "|---|---|", *held, "",
        ]
    )  # fmt: skip


def events() -> str:
    """Every event, what it says and what it carries."""
    parts = ["# Events\n", "How lower rooms of the house tell higher ones, after the commit.\n", WRITTEN]
    for module in our_modules("events"):
        if kinds := list(_event_kinds(module)):
            parts += [f"## `{module.__name__}`\n", "| Event | When | Carries |", "|---|---|---|"]
            parts += [f"| `{k.__name__}` | {_first_paragraph(k)} | {_carried(k)} |" for k in kinds]
            parts.append("")
    return "\n".join(parts)


def states() -> str:
    """A diagram of every transition table (`..._MOVES` in an app's enums)."""
    parts, drawn = ["# States\n", "From which state a thing may go to which.\n", WRITTEN], set[int]()
    for module in our_modules("enums"):
        for name, table in sorted(vars(module).items()):
            if name.endswith("_MOVES") and id(table) not in drawn:  # a package tells again what its modules hold
                drawn.add(id(table))
                moves = [f"    {start} --> {end}" for start, ends in table.items() for end in sorted(ends)]
                ends = [f"    {start} --> [*]" for start, ends in table.items() if not ends]
                parts += [f"## {name.removesuffix('_MOVES').replace('_', ' ').capitalize()}\n"]
                parts += ["```mermaid", "stateDiagram-v2", f"    [*] --> {next(iter(table))}", *moves, *ends, "```", ""]
    return "\n".join(parts)


def frames() -> str:
    """Every frame of the live conversation."""
    from tests.architecture.frames import page

    return page()


def commands() -> str:
    """Who may send which frame in which kind of conversation."""
    from tests.architecture.commands import page

    return page()


PAGES: dict[str, Callable[[], str]] = {
    "permissions.md": permissions, "events.md": events, "states.md": states, "protocol.md": frames,
    "commands.md": commands,
}  # fmt: skip


def _listed(names: Iterator[str]) -> str:
    return ", ".join(names) or "nobody by role"


def _event_kinds(module: ModuleType) -> Iterator[type]:
    for kind in vars(module).values():
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__:
            yield kind


def _first_paragraph(kind: type) -> str:
    """Its docstring; where the name says it all, the name in words."""
    text = inspect.getdoc(kind) or ""
    if text.startswith(f"{kind.__name__}("):  # what `dataclass` makes up itself
        return re.sub(r"(?<!^)([A-Z])", lambda capital: f" {capital[0].lower()}", kind.__name__) + "."
    return " ".join(text.split("\n\n")[0].split())


def _carried(kind: type) -> str:
    return ", ".join(f"`{field.name}`" for field in dataclasses.fields(kind)) or "nothing"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mhst.settings.test")
    django.setup()
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
