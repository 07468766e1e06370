"""Who reads, writes, signs and adds to what is written about a session, and what must be there before it is signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, DomainError, Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.enums import SEEN_CODES, RecordState
from sessions_app.models import SessionRecord
from sessions_app.queries import session_record as queries
from sessions_app.queries.session_record import Sheet
from sessions_app.rules import attendance
from sessions_app.rules import referral as referral_rules

#: A goal that is reached.
NEAREST = 10


@dataclass(frozen=True)
class Words:
    """What is written about one session, as it stands on the page."""

    note: str = ""
    safety: str = ""
    safety_plan: str = ""
    safety_owner: Practitioner | None = None
    done: list[int] = field(default_factory=list)
    gave_intervention: bool = False
    scores: Mapping[int, int] = field(default_factory=dict)  # how near each goal is, by its number


def check_can_read(sheet: Sheet, by: Actor) -> None:
    """Raises: Refused to all but those who work with the young person, and whoever has a note here to finish."""
    if may_finish(sheet, by):
        return
    if sheet.referral is not None:
        referral_rules.check_can_read(sheet.referral, by)
    elif not by.can(Permission.RECORD_READ_ALL, sheet.session.series.team):
        by.require(Permission.RECORD_READ, sheet.session.series.team)
        attendance.check_can_record(sheet.session, by)


def check_can_write(sheet: Sheet, by: Actor) -> None:
    """Raises: Refused, or Conflict once it is signed."""
    attendance.check_can_record(sheet.session, by)
    attendance.check_has_begun(sheet.session)
    if sheet.attendance is None:
        raise Refused("Say first whether they came.", code="attendance")
    check_not_signed(sheet.record)


def check_not_signed(record: SessionRecord | None) -> None:
    if record is not None and record.state == RecordState.SIGNED:
        assert record.signed_at is not None
        signed = record.signed_at.astimezone(clock.LONDON)
        raise Conflict(
            f"This was signed on {signed:%-d %B at %H:%M} and stays as it is. What you wrote since is below: add it"
            " to the record.",
            code="signed",
        )


def check_version(version: int, record: SessionRecord, by: Actor) -> None:
    """Raises: Conflict when another window, or somebody else, saved since this page read it."""
    if version != record.version:
        saved = record.saved_at.astimezone(clock.LONDON)
        who = "in another window" if record.author_id == getattr(by, "pk", None) else f"by {record.author}"
        raise Conflict(
            f"This was saved {who} at {saved:%H:%M:%S}, after you opened it here. Nothing you wrote is lost: it is"
            " still on this page. Press Save to see both beside each other.",
            code="changed",
        )


def check_scores(words: Words) -> None:
    """Raises: Refused for what is no number from 0 to 10."""
    if any(not 0 <= score <= NEAREST for score in words.scores.values()):
        raise Refused("How near a goal is must be a number from 0 to 10.", code="score")


def check_can_sign(sheet: Sheet, record: SessionRecord) -> None:
    """What must be there before it stays for good. Raises: Refused, naming the field."""
    if sheet.attendance is None:
        raise Refused("Say first whether they came.", code="attendance")
    seen = sheet.attendance.code in SEEN_CODES
    if seen and not record.note:
        raise Refused("Write a note about the session before you sign.", code="note", field="note")
    if not record.safety:
        raise Refused(_SAFETY_SEEN if seen else _SAFETY_NOT_SEEN, code="safety", field="safety")
    if record.safety_plan and record.safety_owner_id is None:
        raise Refused("Choose who sees to what is to be done.", code="owner", field="safety_owner")
    if record.safety_owner_id and not record.safety_plan:
        raise Refused("Write what is to be done, or choose nobody to see to it.", code="plan", field="safety_plan")


_SAFETY_SEEN = (
    "Write what was asked and said about being safe. It is looked at every time, also when there was nothing to worry"
    " about."
)
_SAFETY_NOT_SEEN = "They were not seen. Write what is known about whether they are safe, and who was asked."


def check_can_add(sheet: Sheet, by: Actor) -> None:
    """Raises: Refused before it is signed, and to those who did not work with them."""
    check_can_read(sheet, by)
    if not sheet.is_signed:
        raise Refused("It is not signed yet, so write it into the note itself.", code="state")
    if sheet.referral is not None and referral_allows(sheet, by):
        return
    attendance.check_can_record(sheet.session, by)


def check_writer(writer: str, by: Actor) -> None:
    """Raises: Refused when somebody else has signed in since the page was opened: words keep their writer."""
    if writer != str(getattr(by, "pk", "")):
        raise Refused(
            "Somebody else has signed in on this computer since you opened this page. Sign in as yourself again, and"
            " what you wrote will be saved.",
            code="other-writer",
        )


def may_finish(sheet: Sheet, by: Actor) -> bool:
    """Whoever holds the session can finish what is not signed, wherever the referral has gone since."""
    return (
        not sheet.is_signed
        and queries.holds(sheet.session, by)
        and by.can(Permission.ATTENDANCE_RECORD, sheet.session.series.team)
    )


def may_set_goals(sheet: Sheet, by: Actor) -> bool:
    """Whether they work with the young person, and so write down goals as well as how near they are."""
    return sheet.referral is not None and referral_allows(sheet, by)


def may_record(sheet: Sheet, by: Actor) -> bool:
    """Whether they may say, or correct, who came."""
    return _allows(lambda one, who: attendance.check_can_record(one.session, who), sheet, by)


def may_write(sheet: Sheet, by: Actor) -> bool:
    return _allows(check_can_write, sheet, by)


def may_add(sheet: Sheet, by: Actor) -> bool:
    return _allows(check_can_add, sheet, by)


def referral_allows(sheet: Sheet, by: Actor) -> bool:
    try:
        referral_rules.check_can_work(sheet.referral, by)  # type: ignore[arg-type]
    except DomainError:
        return False
    return True


def _allows(check: Callable[[Sheet, Actor], None], sheet: Sheet, by: Actor) -> bool:
    try:
        check(sheet, by)
    except DomainError:
        return False
    return True
