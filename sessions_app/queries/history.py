"""What became of a session, in sentences: what came to be by its own record, every change by the audit."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mhst.audit.models import AuditEvent
from mhst.places.models import Room
from mhst.places.words import clock_time
from sessions_app.enums import CancelReason, SessionState
from sessions_app.models import Facilitation, SupportSession

#: While a run is put in order a session is numbered out of the others' way; nobody needs to read of that.
OUT_OF_THE_WAY = 1000
HELD = "Held."


@dataclass(frozen=True)
class Line:
    """One thing that happened: a sentence, when, and by whom."""

    at: dt.datetime
    by: str
    sentence: str


def history_of(session: SupportSession) -> list[Line]:
    """The newest first. Four queries."""
    held = {str(f.pk): f for f in session.facilitations.select_related("practitioner__user")}
    about = {SupportSession._meta.db_table: {str(session.pk)}, Facilitation._meta.db_table: set(held)}
    rows = AuditEvent.objects.filter(
        table__in=about, row_id__in=set().union(*about.values()), kind__in=["created", "changed"]
    ).order_by("seq")
    story = _Story(rooms=_rooms(session), held=held)
    own = _Own(session, held)
    lines = [Line(*own.when_and_by(row, said), said) for row in rows for said in story.tell(row)]
    return sorted(lines, key=lambda line: line.at)[::-1]


class _Own:
    """What the records themselves say of when they came to be and by whom: what is brought in later keeps its day."""

    def __init__(self, session: SupportSession, held: dict[str, Facilitation]) -> None:
        booked_by = session.series.booked_by
        self.booked_by = booked_by.name if booked_by else ""
        self.born = {str(session.pk): session.created_at, **{id: one.created_at for id, one in held.items()}}
        self.attended = session.attendances.select_related("recorded_by").order_by("recorded_at").first()

    def when_and_by(self, row: AuditEvent, said: str) -> tuple[dt.datetime, str]:
        if row.kind == "created":
            by_itself = row.actor_id.startswith("machine:") and self.booked_by
            return self.born[row.row_id], self.booked_by if by_itself else row.actor_label
        if said == HELD and self.attended and self.attended.recorded_by:
            return self.attended.recorded_at, self.attended.recorded_by.name
        return row.at, row.actor_label


def _rooms(session: SupportSession) -> dict[str, str]:
    return {
        str(pk): name for pk, name in Room.objects.filter(school=session.series.school_id).values_list("pk", "name")
    }


class _Story:
    """Walks the rows in order and remembers how the session stood, because a row tells only what changed."""

    def __init__(self, rooms: dict[str, str], held: dict[str, Facilitation]) -> None:
        self.rooms, self.held = rooms, held
        self.stood: dict[str, Any] = {}

    def tell(self, row: AuditEvent) -> Iterator[str]:
        if row.table == Facilitation._meta.db_table:
            yield from self._about_staff(row)
        elif row.kind == "created":
            self.stood = dict(row.detail)
            yield f"Booked for {self._when()}."
        else:
            before = dict(self.stood)
            self.stood |= {name: change[1] for name, change in row.detail.items()}
            yield from self._about_change(before, set(row.detail))

    def _about_change(self, before: dict[str, Any], changed: set[str]) -> Iterator[str]:
        if changed & {"date", "start_minute", "end_minute"}:
            yield f"Moved from {_when(before)} to {self._when()}."
        if "room" in changed:
            yield f"Room changed to {self.rooms.get(str(self.stood['room']), 'none yet')}."
        if "state" in changed:
            yield self._about_state()
        elif "number" in changed and (self.stood["number"] or 0) < OUT_OF_THE_WAY:
            yield f"Is now session {self.stood['number']} of the run."

    def _about_state(self) -> str:
        state = self.stood["state"]
        if state == SessionState.CANCELLED:
            return f"Cancelled. Reason: {CancelReason(self.stood['cancel_reason']).label}."
        if state == SessionState.SKIPPED:
            return f"Skipped: {self.stood.get('note') or 'no reason given'}."
        return HELD if state == SessionState.HELD else "Takes place after all."

    def _about_staff(self, row: AuditEvent) -> Iterator[str]:
        name = self.held[row.row_id].practitioner.user.name
        if row.kind == "created":
            yield f"{name} holds it."
        elif "replaced_at" in row.detail:
            gone = row.detail["replaced_at"][1] is not None
            yield f"{name} no longer holds it." if gone else f"{name} holds it again."

    def _when(self) -> str:
        return _when(self.stood)


def _when(stood: dict[str, Any]) -> str:
    if not {"date", "start_minute", "end_minute"} <= set(stood):
        return "an earlier time"
    date = dt.date.fromisoformat(stood["date"])
    return f"{date:%A %-d %B %Y}, {clock_time(stood['start_minute'])} to {clock_time(stood['end_minute'])}"
