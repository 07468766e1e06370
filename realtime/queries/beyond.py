"""What apps above keep for a time: they say what has ended, what it is called, and how its words are destroyed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from mhst.core.actors import Actor
from realtime.enums import RetentionKind


class Ended(Protocol):
    def __call__(self, before: dt.datetime, besides: Any) -> Iterable[tuple[UUID, UUID, dt.datetime]]:
        """Id, team and end of what ended before then, the oldest first; none of those in `besides`."""


class Named(Protocol):
    def __call__(self, ids: list[UUID]) -> dict[UUID, str]:
        """What each is called, without a word of it."""


class Forgets(Protocol):
    def __call__(self, *, id: UUID, by: Actor) -> None:
        """Destroy the words of this one. Raises: Refused."""


@dataclass(frozen=True)
class Standing:
    """Whose team settles one that has its words still, and when it ended so that they may go, if it has."""

    team: Any
    ended_at: dt.datetime | None


class Stands(Protocol):
    def __call__(self, ids: list[UUID]) -> dict[UUID, Standing]:
        """How each stands; none of those whose words are destroyed."""


class Found(Protocol):
    def __call__(self, reach: Any, name: str) -> Any:
        """Ids, as a query, of those that can be kept by themselves and are called so; the newest first."""


@dataclass(frozen=True)
class Kept:
    """One class of them."""

    kind: RetentionKind
    ended: Ended
    names: Named
    forget: Forgets
    stands: Stands
    found: Found


class OfRecords(Protocol):
    def __call__(self, among: list[UUID] | None = None) -> Any:
        """Ids, as a query, of those that are part of a young person's record: of these, or of all."""


class Locks(Protocol):
    def __call__(self, id: UUID) -> object:
        """Until the transaction ends nobody makes this one part of a record, or ends that."""


KEPT: dict[str, Kept] = {}
#: By class: what of it has no end yet, as it is part of a record. Conversations, or what an app above keeps.
IN_RECORDS: dict[str, OfRecords] = {}
#: And what keeps that as it is while two people destroy one.
_LOCKS: dict[str, Locks] = {}


def add(kept: Kept) -> None:
    """List these too; once, however often an app starts."""
    KEPT[kept.kind] = kept


def add_records(kind: RetentionKind, of_records: OfRecords, lock: Locks) -> None:
    """Neither list nor destroy these of that class; once, however often an app starts."""
    IN_RECORDS[kind], _LOCKS[kind] = of_records, lock


def lock_record(kind: str, id: UUID | None) -> None:
    """Asked before it is looked whether this one is part of a record: what is found then is so until it is done."""
    if id is not None and kind in _LOCKS:
        _LOCKS[kind](id)


def standing(ids: list[UUID]) -> dict[UUID, Standing]:
    """Of whatever class."""
    return {id: one for kept in KEPT.values() for id, one in kept.stands(ids).items()} if ids else {}


def names(ids: list[UUID]) -> dict[UUID, str]:
    """Of whatever class."""
    return {id: name for kept in KEPT.values() for id, name in kept.names(ids).items()} if ids else {}
