"""What the page about one young person at one session shows beside the note itself."""

from dataclasses import dataclass
from typing import Any

from sessions_app.enums import COUNTED_MECHANISMS, SEEN_CODES
from sessions_app.models import AttendanceChange, Goal, PlannedContent, RecordAddition
from sessions_app.queries import progress
from sessions_app.queries import session_record as queries
from sessions_app.queries.measures_due import DueNow, due_now
from sessions_app.queries.session_record import Sheet


@dataclass(frozen=True)
class SheetPage:
    planned: PlannedContent | None
    done: tuple[PlannedContent, ...]
    changes: tuple[AttendanceChange, ...]
    additions: tuple[RecordAddition, ...]
    measures: tuple[DueNow, ...]
    goals: tuple[tuple[Goal, int | None], ...]
    was_seen: bool
    is_counted: bool


def sheet_page(sheet: Sheet) -> SheetPage:
    came = sheet.attendance
    contents = queries.contents_for(sheet.session)
    done = set(sheet.record.done) if sheet.record else set()
    return SheetPage(
        planned=next((c for c in contents if c.number == sheet.session.number), None),
        done=tuple(c for c in contents if c.number in done),
        changes=tuple(queries.changes_of(sheet.attendance)),
        additions=tuple(queries.additions_to(sheet.record)),
        measures=tuple(measures_due(sheet)),
        goals=tuple(queries.goals_at(sheet)),
        was_seen=came is not None and came.code in SEEN_CODES,
        is_counted=came is not None and came.mechanism in COUNTED_MECHANISMS,
    )


def attendances_of(sheet: Sheet) -> list[Any]:
    """Of the referral, else of this run, in the order of sessions."""
    if sheet.referral is not None:
        return progress.attendances_of(sheet.referral)
    return progress.attendances_in(sheet.session.series, sheet.person.pk)


def measures_due(sheet: Sheet) -> list[DueNow]:
    """What is to be filled in at this session, beside the goals, which are on the sheet itself."""
    if sheet.referral is None or sheet.is_signed:
        return []
    return [due for due in due_now(sheet.referral, sheet.session) if not due.instrument.of_goals]
