"""What an actor does now, collected as plain rows until the end of the outermost action. Writes nothing."""

import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial
from threading import get_ident
from typing import Any

from django.db import connection, models, transaction

from mhst.audit.enums import Kind
from mhst.core import clock
from mhst.core.actors import Actor

LABEL_LENGTH = 160


class UnrecordedWrite(Exception):
    """A record was about to be written in a way that would leave no audit row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One audit row before it has a place in the chain."""

    at: dt.datetime
    actor_id: str
    actor_label: str
    verb: str
    kind: Kind
    table: str
    row_id: str
    person_id: str
    fields: list[str]
    detail: dict[str, Any]


@dataclass
class Pages:
    """The entries of one transaction, each with the savepoints it was noted in.

    What a savepoint takes back did not happen, so its entries are dropped. Django tells nobody of a rolled-back
    savepoint, but it forgets the commit hooks set inside: a mark, shared by all entries of one savepoint, is
    such a hook, and they stand as long as it does.
    """

    base: list[str | None]
    thread: int = field(default_factory=get_ident)
    written: list[tuple[Entry, Callable[[], None] | None]] = field(default_factory=list)
    marks: dict[tuple[str | None, ...], Callable[[], None]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.written.append((entry, self._mark()))

    def standing(self) -> list[Entry]:
        """The entries of what was not taken back."""
        hooks = {id(entry[1]) for entry in connection.run_on_commit}
        return [entry for entry, mark in self.written if mark is None or id(mark) in hooks]

    def _mark(self) -> Callable[[], None] | None:
        savepoints = connection.savepoint_ids
        if savepoints == self.base:
            return None
        key = tuple(savepoints)
        if key not in self.marks:
            self.marks[key] = partial(_nothing)
            transaction.on_commit(self.marks[key])
        return self.marks[key]


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Act:
    """One actor does one thing."""

    by: Actor
    verb: str
    pages: Pages


current: ContextVar[Act | None] = ContextVar("act", default=None)


def require_act(model: type[models.Model]) -> Act:
    """What is being done now, in this thread. Raises: UnrecordedWrite if nothing is."""
    act = current.get()
    if act is None:
        raise UnrecordedWrite(
            f"{model.__name__} is written outside an action; call one with by=, or open recording.acting"
        )
    if act.pages.thread != get_ident():
        raise UnrecordedWrite(f"{act.verb} began in another thread, whose transaction this one cannot write in")
    return act


def add(record: models.Model, kind: Kind, fields: list[str], detail: dict[str, Any]) -> None:
    """Note one thing done to one record, for each person it is about. Raises: UnrecordedWrite outside an action."""
    act = require_act(type(record))
    if getattr(record, "is_apart", False):
        kind, detail = Kind.APART, {}
    entry = Entry(
        at=clock.now(),
        actor_id=act.by.audit_id,
        actor_label=act.by.audit_label[:LABEL_LENGTH],
        verb=act.verb,
        kind=kind,
        table=record._meta.db_table,
        row_id=str(record.pk),
        person_id="",
        fields=fields,
        detail=detail,
    )
    for person_id in getattr(record, "audit_person_ids", ("",)):
        act.pages.add(replace(entry, person_id=person_id))
