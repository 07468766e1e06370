"""Seal again, under the current key, everything that an older key sealed. Safe while the service runs."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction

from mhst.core.crypto.field import EncryptedTextField
from mhst.core.crypto.keys import CannotOpen

#: Rows sealed again in one transaction: few enough that nobody waits long for the rows it locks.
BATCH = 200


@dataclass(frozen=True)
class SealedColumn:
    """A column whose values the key ring sealed.

    `reseal` takes one stored value and its row's id and gives the value under the current key: an equal one if
    there is nothing to do. It raises CannotOpen.
    """

    model: type[models.Model]
    name: str
    reseal: Callable[[Any, Any], Any]

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name}"


@dataclass
class Outcome:
    """What became of one column."""

    looked_at: int = 0
    resealed: int = 0
    unreadable: list[str] = field(default_factory=list)
    left: int = 0


_registered: dict[str, SealedColumn] = {}
_guarded: dict[str, Callable[[], AbstractContextManager[None]]] = {}


def register(column: SealedColumn) -> None:
    """Rotate this column too: for secrets that a library keeps in a column of its own."""
    _registered[str(column)] = column


def guard(models: Iterable[type[models.Model]], let: Callable[[], AbstractContextManager[None]]) -> None:
    """The database refuses to change these rows; a new seal on the same words goes in inside `let()`."""
    _guarded.update({model._meta.label: let for model in models})


def sealed_columns() -> list[SealedColumn]:
    """Every `EncryptedTextField` of every model, and what apps have registered."""
    fields = [
        SealedColumn(model, found.name, found.resealed)
        for model in apps.get_models()
        for found in model._meta.local_concrete_fields
        if isinstance(found, EncryptedTextField)
    ]
    return sorted([*fields, *_registered.values()], key=str)


def rotate(column: SealedColumn, *, step: Callable[[int], object] = lambda rows: None) -> Outcome:
    """Seal this column again. `step` hears how many rows each batch looked at.

    Rows that somebody else holds are passed over, never waited for, and looked at once more at the end. May be
    stopped at any time and begun again: what is done is found done.
    """
    outcome = Outcome()
    for again in (False, True):
        last = None
        while batch := _rotate_batch(column, last, outcome):
            last = batch[-1]
            if not again:
                step(len(batch))
                outcome.looked_at += len(batch)
        if not (left := _left(column)):
            break
    outcome.left = left - len(outcome.unreadable)
    return outcome


def _rotate_batch(column: SealedColumn, last: Any, outcome: Outcome) -> list[Any]:
    """Seal the next rows after `last` again and give their ids."""
    with transaction.atomic():
        rows = _rows(column) if last is None else _rows(column).filter(pk__gt=last)
        batch = list(rows.select_for_update(skip_locked=True).values_list("pk", column.name)[:BATCH])
        _write(column, _resealed(column, batch, outcome))
    return [pk for pk, _ in batch]


def _resealed(column: SealedColumn, batch: list[tuple[Any, Any]], outcome: Outcome) -> dict[Any, Any]:
    """The new values of those rows that need one."""
    found = {}
    for pk, old in batch:
        try:
            new = column.reseal(old, pk)
        except CannotOpen:
            if str(pk) not in outcome.unreadable:
                outcome.unreadable.append(str(pk))
            continue
        if new != old:
            found[pk] = new
    outcome.resealed += len(found)
    return found


def _write(column: SealedColumn, values: dict[Any, Any]) -> None:
    if not values:
        return
    with _guarded.get(column.model._meta.label, nullcontext)():
        for pk, new in values.items():
            _plain(column).filter(pk=pk).update(**{column.name: new})


def _left(column: SealedColumn) -> int:
    """How many values are still not under the current key."""
    left = 0
    for pk, old in _rows(column).values_list("pk", column.name).iterator(chunk_size=2000):
        try:
            left += column.reseal(old, pk) != old
        except CannotOpen:
            left += 1
    return left


def _rows(column: SealedColumn) -> "models.QuerySet[Any]":
    return _plain(column).filter(**{f"{column.name}__isnull": False}).order_by("pk")


def _plain(column: SealedColumn) -> "models.QuerySet[Any]":
    """Past the model's own manager: a new seal on the same words is no change that an audit tells of."""
    return models.QuerySet(column.model)
