"""What can be said about who came, and when not coming asks for a talk. Nothing is ever closed because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Conflict, Refused
from mhst.core.permissions import Permission
from mhst.people.models import YoungPerson
from sessions_app.enums import (
    COUNTS_AGAINST,
    MISSED_CODES,
    SEEN_CODES,
    AttendanceCode,
    Mechanism,
    SessionState,
    WhyNotThere,
)
from sessions_app.models import Attendance, SupportSession
from sessions_app.queries import session_record as queries

#: So often in a row, or so often in all, and somebody talks with the school and the family. A custom, no national rule.
IN_A_ROW, IN_ALL = 2, 3
LONGEST = 240
#: The school or we have to say why; a family need not.
NEEDS_WHY = MISSED_CODES
SIXTEEN = 16


@dataclass(frozen=True)
class Came:
    """Whether and how one young person came."""

    code: str
    why_not_there: str = ""
    mechanism: str = Mechanism.FACE_TO_FACE
    minutes: int | None = None
    with_parent: bool = False

    @property
    def was_seen(self) -> bool:
        return self.code in SEEN_CODES


def check_can_record(session: SupportSession, by: Actor) -> None:
    """Who writes up a session. Raises: Refused to all but those who hold it and who answers for the team."""
    by.require(Permission.ATTENDANCE_RECORD, session.series.team)
    if not (by.can(Permission.RECORD_READ_ALL, session.series.team) or queries.holds(session, by)):
        raise Refused(
            "Only those who hold this session, their supervisor and the team manager write about it.",
            code="not-theirs",
        )


def check_has_begun(session: SupportSession) -> None:
    """Raises: Refused before it begins, and when it did not take place."""
    if session.state not in {SessionState.PLANNED, SessionState.HELD}:
        raise Refused(
            f"This session was {session.get_state_display().lower()}, so there is nothing to write about it.",
            code="state",
        )
    if session.starts_at > clock.now():
        raise Refused(
            f"This session begins on {session.date:%A %-d %B} at {session.starts_at:%H:%M}. It can be written up from"
            " then on.",
            code="not-yet",
        )


def check_came(came: Came) -> None:
    """Whether what is said about one young person fits together. Raises: Refused, naming the field."""
    if came.code in NEEDS_WHY and not came.why_not_there:
        raise Refused("Choose why, as the school tells it. Choose “Nobody knows” if that is so.", field="why_not_there")
    if came.was_seen and came.minutes is None:
        raise Refused("Enter for how many minutes they were seen.", field="minutes")
    if came.minutes is not None and not 1 <= came.minutes <= LONGEST:
        raise Refused(f"Minutes must be a number from 1 to {LONGEST}.", field="minutes")


def check_not_changed(seen_at: str, attendance: Attendance) -> None:
    """Raises: Conflict when somebody corrected it since the page was opened."""
    if seen_at != attendance.recorded_at.isoformat():
        raise Conflict("Somebody has corrected this in the meantime. Look at it again.", code="changed")


def talk_about_coming(person: YoungPerson, attendances: Sequence[Attendance]) -> str:
    """Why it is time to talk with the school and a parent, or nothing. `attendances` in the order of sessions.

    Trips, exams and the like are nobody's doing, so they neither count nor end a row; being seen ends it.
    """
    told = [row for row in attendances if row.code in SEEN_CODES or _counts(row)]
    missed = [row for row in told if _counts(row)]
    if not told or told[-1] is not (missed[-1] if missed else None):
        return ""
    in_a_row = _streak(told)
    if in_a_row < IN_A_ROW and len(missed) < IN_ALL:
        return ""
    how_often = f"{_times(in_a_row)} in a row" if in_a_row >= IN_A_ROW else f"{_times(len(missed))} in all"
    said = _not_there(person, attendances[-1])
    return (
        f"{person.name} {said} {how_often}. Ask first whether they are safe. Then talk with the school's senior mental"
        " health lead and with a parent or guardian about what would make coming easier. Nothing is closed because of"
        " this by itself."
    )


def words_for(code: str, person: YoungPerson, session: SupportSession) -> str:
    """What a code says: under 16 they are brought, or not; from 16 on they come, or do not."""
    label = str(AttendanceCode(code).label)
    if code == AttendanceCode.NOT_BROUGHT and person.age_on(session.date) >= SIXTEEN:
        return "Did not come, no word"
    return label


def _counts(row: Attendance) -> bool:
    return row.code in MISSED_CODES and row.why_not_there in COUNTS_AGAINST


def _streak(told: Iterable[Attendance]) -> int:
    count = 0
    for row in told:
        count = count + 1 if _counts(row) else 0
    return count


def _not_there(person: YoungPerson, last: Attendance) -> str:
    return "did not come" if person.age_on(last.session.date) >= SIXTEEN else "was not brought"


def _times(count: int) -> str:
    return {2: "twice", 3: "three times"}.get(count, f"{count} times")


def reasons() -> list[tuple[str, list[tuple[str, str]]]]:
    """The school's reasons, in two groups: those that ask for a talk when they come again, and those that do not."""
    choices = WhyNotThere.choices
    return [
        ("Nobody's doing", [(v, str(label)) for v, label in choices if v not in COUNTS_AGAINST]),
        ("Asks for a talk when it happens again", [(v, str(label)) for v, label in choices if v in COUNTS_AGAINST]),
    ]
