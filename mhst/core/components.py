"""The parts that pages are made of: `templates/components/<name>.html`, each with a `<name>.toml` beside it.

The TOML file says in a sentence what the part is for, names its attributes and shows examples. A template that
passes an attribute the part does not have, or leaves out one it needs, fails with the list of those it accepts.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from mhst.settings.environment import ROOT

FOLDER = ROOT / "templates" / "components"


class WrongAttributes(Exception):
    """A template asked for a part in a way it does not offer."""


@dataclass(frozen=True)
class Component:
    """What one part accepts."""

    name: str
    sentence: str
    required: list[str] = field(default_factory=list)
    optional: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    content: bool = False  # whether it goes around something
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def accepted(self) -> str:
        """The attributes in words, for an error message and for the gallery."""
        optional = [f"{name} (else {default!r})" for name, default in self.optional.items()]
        return ", ".join([*self.required, *optional]) or "none"

    def check(self, given: dict[str, Any]) -> None:
        """Raises: WrongAttributes naming each that is missing, unknown or not among its choices."""
        faults = [f"needs {name!r}" for name in self.required if name not in given]
        faults += [f"has no {name!r}" for name in given if name not in self.required and name not in self.optional]
        faults += [
            f"takes {' or '.join(self.choices[name])} as {name!r}, not {value!r}"
            for name, value in given.items()
            if name in self.choices and value not in self.choices[name]
        ]
        if faults:
            raise WrongAttributes(f"component {self.name!r} {'; '.join(faults)}. It accepts: {self.accepted}")

    def render(self, attributes: dict[str, Any], *, content: str | None = None, token: Any = None) -> SafeString:
        """The part as HTML. Sees its own attributes and nothing else of the page."""
        self.check(attributes)
        if (content is not None) is not self.content:
            use = "goes around content: use component_block" if self.content else "holds no content: use component"
            raise WrongAttributes(f"component {self.name!r} {use}")
        context = {**self.optional, **attributes, "content": mark_safe(content or "")}  # noqa: S308 rendered by us
        engine: Any = get_template(f"components/{self.name}.html")
        return engine.template.render(_alone(context, token))


@lru_cache(maxsize=None if not settings.DEBUG else 0)
def find(name: str) -> Component:
    """The part of this name. Raises: WrongAttributes listing the names there are."""
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        raise WrongAttributes(f"there is no component {name!r}. There are: {', '.join(names())}")
    return Component(name=name, **tomllib.loads(path.read_text()))


def names() -> list[str]:
    """Every part, in alphabetical order."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def _alone(attributes: dict[str, Any], token: Any) -> Context:
    """A context with nothing of the page in it but its token, which is lazy: only using it sets a cookie."""
    return Context(attributes if token is None else {**attributes, "csrf_token": token})
