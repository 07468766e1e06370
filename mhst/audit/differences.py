"""What changed on a record, as the audit may tell it: the names of all fields, the values of public ones only."""

import copy
import enum
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from mhst.core.crypto import EncryptedTextField, Sealed
from mhst.core.privacy import UNREMARKABLE, privacy_of

Told = tuple[list[str], dict[str, Any]]


def snapshot(record: models.Model, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The loaded values by column name, so that a later change of a list inside one of them shows."""
    wanted = None if names is None else set(names)
    return {
        field.attname: _kept(record.__dict__[field.attname])
        for field in record._meta.concrete_fields
        if field.attname in record.__dict__ and (wanted is None or wanted & {field.name, field.attname})
    }


def changed_names(record: Any) -> list[str]:
    """The fields whose value is not the one that was loaded."""
    before: dict[str, Any] = record.__dict__.get("_as_loaded", {})
    return [
        field.name
        for field in record._meta.concrete_fields
        if not field.primary_key and field.attname in record.__dict__ and _differs(field, record, before)
    ]


def changed(record: Any, names: list[str]) -> Told:
    """These names, and of the public ones the old and the new value."""
    before: dict[str, Any] = record.__dict__.get("_as_loaded", {})
    fields = [record._meta.get_field(name) for name in names]
    return sorted(field.name for field in fields), {
        field.name: [plain(before.get(field.attname)), plain(record.__dict__[field.attname])]
        for field in _public(record, fields)
    }


def updated(record: models.Model, values: dict[str, Any]) -> Told:
    """The names that a bulk update sets on a record as it was, and of the public ones the old and the new value.

    What the database computes for itself stays a name.
    """
    fields = {record._meta.get_field(name): value for name, value in values.items()}
    return sorted(field.name for field in fields), {
        field.name: [plain(record.__dict__[field.attname]), plain(getattr(fields[field], "pk", fields[field]))]
        for field in _public(record, fields)
        if not hasattr(fields[field], "resolve_expression")
    }


def held(record: models.Model) -> Told:
    """The names of the fields that hold something, and the values of the public ones."""
    fields = [
        field
        for field in record._meta.concrete_fields
        if field.name not in UNREMARKABLE and record.__dict__.get(field.attname) not in (None, "", [], {})
    ]
    return sorted(f.name for f in fields), {f.name: plain(record.__dict__[f.attname]) for f in _public(record, fields)}


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return json.loads(json.dumps(value, cls=_Anything))


class _Anything(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _public(record: models.Model, fields: Iterable[Any]) -> list[Any]:
    levels = privacy_of(type(record))
    return [field for field in fields if levels[field.name] == "public"]


def _kept(value: Any) -> Any:
    return copy.deepcopy(value) if isinstance(value, list | dict) else value


def _differs(field: Any, record: models.Model, before: dict[str, Any]) -> bool:
    now = record.__dict__[field.attname]
    if field.attname not in before:
        return True
    then = before[field.attname]
    if isinstance(field, EncryptedTextField) and isinstance(then, Sealed) and isinstance(now, str):
        return bool(field.opened(then, record) != now)
    return bool(then != now)
