"""Audit rows hold each other in place: each carries an HMAC over itself and the one before."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from mhst.audit.entries import Entry
from mhst.audit.models import AuditEvent, AuditHead
from mhst.settings.environment import environment

Head = tuple[int, bytes]
START: Head = (0, b"")
_TOLD = tuple(field.name for field in fields(Entry))


def append(entries: list[Entry]) -> None:
    """Write these at the end of the chain. Holds the head until the transaction ends, so call it last."""
    if not entries:
        return
    last = AuditHead.objects.select_for_update().get(pk=1)
    seq, mac = last.seq, bytes(last.mac)
    rows = []
    for entry in entries:
        row = AuditEvent(seq=seq + 1, **{name: getattr(entry, name) for name in _TOLD})
        seq, mac = row.seq, mac_of(row, mac)
        row.mac = mac
        rows.append(row)
    AuditEvent.objects.bulk_create(rows)
    AuditHead.objects.filter(pk=1).update(seq=seq, mac=mac, seal=seal_of((seq, mac)))


def mac_of(row: AuditEvent, before: bytes) -> bytes:
    """The HMAC that ties this row to its number and to the row before."""
    told = [row.seq, _instant(row.at), *(getattr(row, name) for name in _TOLD if name != "at")]
    return _hmac(b"row " + before + json.dumps(told, sort_keys=True).encode())


def seal_of(head: Head) -> bytes:
    """The HMAC over the end of the chain."""
    return _hmac(f"head {head[0]} ".encode() + head[1])


def head() -> Head:
    """Where the chain ends now: worth noting outside the database, as an anchor for `verify`."""
    last = AuditHead.objects.get(pk=1)
    return last.seq, bytes(last.mac)


def verify(*, anchor: Head | None = None, shown: Callable[[Iterable[Any]], Iterable[Any]] = iter) -> list[str]:
    """Every place where the audit was edited, cut, filled or re-ordered, in sentences; empty when it is whole.

    `anchor` is a head noted earlier outside the database: without it nobody can tell a database restored to an
    older, consistent state from the true one. `shown` may pass the rows on to a progress bar.
    """
    faults: list[str] = []
    end, found = START, anchor in (None, START)
    rows = AuditEvent.objects.order_by("seq")
    while True:
        begun = end
        for row in shown(rows.iterator(chunk_size=2000)):
            faults += _faults_of(row, end)
            end = row.seq, bytes(row.mac)
            found = found or end == anchor
        last = AuditHead.objects.filter(pk=1).first()
        if end == begun or last is None or last.seq <= end[0]:
            break
        rows = AuditEvent.objects.filter(seq__gt=end[0]).order_by("seq")  # written while we were reading
    faults += _faults_at_the_end(last, end)
    if not found and anchor:
        faults.append(f"row {anchor[0]} is not the one noted in the anchor")
    return faults


def _faults_of(row: AuditEvent, before: Head) -> list[str]:
    if row.seq > before[0] + 1:
        return [f"rows {before[0] + 1} to {row.seq - 1} are missing"]
    if row.seq < before[0] + 1 or mac_of(row, before[1]) != bytes(row.mac):
        return [f"row {row.seq} was altered, moved or put in"]
    return []


def _faults_at_the_end(last: AuditHead | None, end: Head) -> list[str]:
    if last is None:
        return ["the head of the chain is gone"]
    noted = last.seq, bytes(last.mac)
    if bytes(last.seal) != seal_of(noted):
        return ["the head of the chain was altered"]
    return [] if noted == end else [f"the chain ends at row {end[0]}; its head says {noted[0]}"]


def _instant(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _hmac(message: bytes) -> bytes:
    return hmac.digest(environment.audit_key.get_secret_value().encode(), message, hashlib.sha256)
