"""Writing about a session: saved as it is typed, signed once, added to afterwards."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from sessions_app.actions import goal as goals
from sessions_app.actions import progress
from sessions_app.enums import RecordState
from sessions_app.models import Attendance, Goal, RecordAddition, SessionRecord
from sessions_app.queries import session_record as queries
from sessions_app.queries.session_record import Sheet
from sessions_app.rules import session_record as rules
from sessions_app.rules.session_record import Words


@action
def save(*, sheet: Sheet, words: Words, version: int, by: Actor) -> SessionRecord:
    """Keep the note as it stands. `version` is the one that the page was opened with.

    What is there already is not saved again, so a page that did not hear the answer may ask twice.
    Raises: Refused; Conflict when another window saved since, or when it is signed.
    """
    rules.check_can_write(sheet, by)
    record = _lock(sheet)
    rules.check_not_signed(record)
    before = record.gave_intervention
    scores = _new_scores(sheet, words)
    if not (scores or _differs(record, words)):
        return record
    rules.check_version(version, record, by)
    _put(record, words)
    record.author = by if isinstance(by, User) else record.author
    record.saved_at, record.version = clock.now(), record.version + 1
    record.save()
    for goal, score in scores:
        goals.keep_score(goal=goal, score=score, on=sheet.session.date, session=sheet.session, by=by)
    if record.gave_intervention != before and record.referral is not None:
        progress.note(referral=record.referral, by=by)
    return record


@action
def sign(*, sheet: Sheet, version: int, by: Actor) -> SessionRecord:
    """From now on it stays as it is. Raises: Refused, saying what is missing; Conflict."""
    rules.check_can_write(sheet, by)
    record = _lock(sheet)
    rules.check_not_signed(record)
    rules.check_version(version, record, by)
    rules.check_can_sign(sheet, record)
    record.state, record.signed_at = RecordState.SIGNED, clock.now()
    record.author = by if isinstance(by, User) else record.author
    record.version += 1
    record.save()
    return record


@action
def add(*, sheet: Sheet, words: str, by: Actor) -> RecordAddition:
    """Add to what is signed. Raises: Refused when it is not signed, or there are no words."""
    rules.check_can_add(sheet, by)
    assert sheet.record is not None
    if not words.strip():
        raise Refused("Write what is to be added.", field="words")
    return RecordAddition.objects.create(
        record=sheet.record, words=words.strip(), added_by=by if isinstance(by, User) else None
    )


def _lock(sheet: Sheet) -> SessionRecord:
    """The note as it is now. Who came is locked first, so that two windows do not both begin one."""
    assert sheet.attendance is not None
    Attendance.objects.select_for_update(of=("self",), no_key=True).get(pk=sheet.attendance.pk)
    rows = SessionRecord.objects.select_for_update(of=("self",), no_key=True).select_related("author", "referral")
    found: SessionRecord | None = rows.filter(session=sheet.session, young_person=sheet.person).first()
    if found is None:
        found = SessionRecord(session=sheet.session, young_person=sheet.person, referral=sheet.referral, version=0)
        found.save()
    return found


def _new_scores(sheet: Sheet, words: Words) -> list[tuple[Goal, int]]:
    """How near goals are, where that was not said before, or otherwise. Raises: Refused outside 0 to 10."""
    rules.check_scores(words)
    known = queries.goals_at(sheet)
    return [(goal, words.scores[goal.number]) for goal, was in known if words.scores.get(goal.number, was) != was]


def _differs(record: SessionRecord, words: Words) -> bool:
    return any(getattr(record, name) != value for name, value in _columns(words).items())


def _put(record: SessionRecord, words: Words) -> None:
    for name, value in _columns(words).items():
        setattr(record, name, value)


def _columns(words: Words) -> Mapping[str, Any]:
    owner: UUID | None = words.safety_owner.pk if words.safety_owner else None
    return {
        "note": words.note or None, "safety": words.safety or None, "safety_plan": words.safety_plan or None,
        "safety_owner_id": owner, "done": sorted(words.done), "gave_intervention": words.gave_intervention,
    }  # fmt: skip
