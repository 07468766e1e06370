"""No write on a record without its audit row, in the same transaction.

An action opens one transaction; its audit rows are chained and inserted at its end, so that the head of the
chain, the one thing every writer locks, is always the last lock taken and held for the shortest time.

    @action
    def rename(*, school: School, name: str, by: Actor) -> None: ...
"""

import datetime as dt
import enum
import functools
import inspect
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models, transaction

from mhst.audit import chain, entries
from mhst.audit.differences import plain
from mhst.audit.entries import Act, Pages, UnrecordedWrite
from mhst.audit.enums import Kind
from mhst.core.actors import Actor
from mhst.core.turns import turn

__all__ = ["UnrecordedWrite", "acting", "action", "note", "seen"]

P = ParamSpec("P")
R = TypeVar("R")


class Code(str):
    """A word from a list of ours, which nobody typed."""

    __slots__ = ()


Told = bool | int | dt.date | uuid.UUID | enum.Enum | Code


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an action: one transaction, one named actor, its audit rows inside.

    The function takes only keywords, `by` among them, and is not async: its transaction belongs to one thread.
    An action called by another joins it: the rows are written at the end of the outermost, under the inner one's
    verb and actor.
    """
    verb = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
    _check_shape(function, verb)

    @functools.wraps(function)
    def recorded(*args: P.args, **kwargs: P.kwargs) -> R:
        if "by" not in kwargs:
            raise TypeError(f"{verb} needs by=: who does this? A machine acts as mhst.core.actors.SYSTEM")
        with acting(by=kwargs["by"], verb=verb):  # type: ignore[arg-type]
            return function(*args, **kwargs)

    recorded.is_action = True  # type: ignore[attr-defined]
    return recorded


def _check_shape(function: Callable[..., object], verb: str) -> None:
    parameters = inspect.signature(function).parameters
    if "by" not in parameters or any(p.kind is not p.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{verb} must take only keywords, `by` among them, to be an action")
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        raise TypeError(f"{verb} must be a plain function to be an action; from async code call it in a thread")


@contextmanager
def acting(*, by: Actor, verb: str) -> Iterator[Act]:
    """Do things in the name of `by`, in one transaction whose audit rows are written at its end.

    The outermost must not stand inside a transaction of somebody else's: what an action has done is committed
    when it returns, and nothing is locked after the head of the chain. Raises: RuntimeError if it does.
    """
    if not hasattr(by, "audit_id"):
        raise TypeError(f"{verb}: by={by!r} cannot act; pass a User or mhst.core.actors.SYSTEM")
    outer = entries.current.get()
    with turn() if outer is None else nullcontext(), transaction.atomic(durable=outer is None):
        pages = outer.pages if outer else Pages(base=list(connection.savepoint_ids))
        token = entries.current.set(Act(by, verb, pages))
        try:
            yield entries.current.get()  # type: ignore[misc]
        finally:
            entries.current.reset(token)
        if outer is None:
            chain.append(pages.standing())


def note(record: models.Model, **detail: Told) -> None:
    """Something was done about this record that changes no column of it.

    Raises: TypeError for free text, which may name somebody: ids, numbers, dates, choices and codes only.
    """
    entries.add(record, Kind.ACTED, sorted(detail), _kept(detail))


def seen(records: models.Model | Iterable[models.Model], *, by: Actor, verb: str, **detail: Told) -> None:
    """Someone opened these records. Called by the view that shows them, before it shows them. `detail`: as of `note`,
    which of what they hold."""
    told = _kept(detail)
    with acting(by=by, verb=verb):
        for record in [records] if isinstance(records, models.Model) else records:
            entries.add(record, Kind.VIEWED, sorted(told), told)


def _kept(detail: dict[str, Told]) -> dict[str, Any]:
    for name, value in detail.items():
        if not isinstance(value, Told):
            raise TypeError(f"{name}={type(value).__name__} is not kept: an audit note holds no free text")
    return {name: plain(value) for name, value in detail.items()}
