"""A page as its file: the other way round. What one service wrote, another can begin with."""

import json
from dataclasses import fields
from typing import Any

from cms.starting import StartingPage, _facts


def as_file(page: StartingPage) -> str:
    """The TOML that reads back as this page. The service's own area, name and number become their marks again."""
    lines = [
        f"{field.name} = {_value(getattr(page, field.name))}"
        for field in fields(page)
        if field.name == "path" or (field.name != "body" and getattr(page, field.name) not in {"", None, False})
    ]
    parts = ["\n".join(f"{key} = {_value(value)}" for key, value in part.items()) for part in page.body]
    return _marked("\n\n[[body]]\n".join(["\n".join(lines), *parts]) + "\n")


def _value(value: Any) -> str:
    """JSON writes strings, truth and lists as TOML does; only tables differ."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str) and "\n" in value and '"""' not in value:
        return '"""\n' + value.replace("\\", "\\\\") + '"""'
    return json.dumps(value, ensure_ascii=False)


def _marked(text: str) -> str:
    for name, value in _facts().items():
        text = text.replace(value, name) if value else text
    return text
