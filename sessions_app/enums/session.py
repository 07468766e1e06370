from django.db import models


class ProgrammeKind(models.TextChoices):
    ONE_TO_ONE = "one_to_one", "1:1"
    GROUP = "group", "Group"
    PARENT_ONE_TO_ONE = "parent_one_to_one", "Parent-led, 1:1"
    PARENT_GROUP = "parent_group", "Parent group"
    WORKSHOP = "workshop", "Workshop"


GROUP_KINDS = frozenset({ProgrammeKind.GROUP, ProgrammeKind.PARENT_GROUP, ProgrammeKind.WORKSHOP})


class SeriesState(models.TextChoices):
    CONFIRMED = "confirmed", "Booked"
    PAUSED = "paused", "Paused"
    CANCELLED = "cancelled", "Cancelled"
    COMPLETED = "completed", "Finished"


class WhenShut(models.TextChoices):
    """What becomes of a weekly session when only its own day is shut, such as on a bank holiday or an INSET day.

    A week that is shut as a whole is always left out.
    """

    MOVE = "move", "Move it to another day of that week if everybody is free then, else leave the week out"
    LEAVE_OUT = "leave_out", "Leave that week out"


class SessionState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    SKIPPED = "skipped", "Skipped"


#: From which state a session may go to which. The diagram in docs/architecture.md is written from this table.
SESSION_MOVES: dict[str, frozenset[str]] = {
    SessionState.PLANNED: frozenset({SessionState.HELD, SessionState.CANCELLED, SessionState.SKIPPED}),
    SessionState.SKIPPED: frozenset({SessionState.PLANNED}),
    SessionState.CANCELLED: frozenset({SessionState.PLANNED}),
    SessionState.HELD: frozenset(),
}


class FacilitatorRole(models.TextChoices):
    LEAD = "lead", "Lead"
    SECOND = "second", "Second"


class ResourceKind(models.TextChoices):
    """What can be in one place only."""

    PRACTITIONER = "practitioner", "Practitioner"
    ROOM_UNIT = "room_unit", "Room"
    YOUNG_PERSON = "young_person", "Young person"


class Purpose(models.TextChoices):
    SESSION = "session", "Session"
    TRAVEL = "travel", "Travel and signing in"


class CancelReason(models.TextChoices):
    PRACTITIONER_AWAY = "practitioner_away", "Practitioner away"
    SCHOOL_CLOSED = "school_closed", "School closed"
    ROOM_NEEDED = "room_needed", "Room needed by the school"
    EXAMS = "exams", "Exams"
    TOO_FEW = "too_few", "Too few can come"
    ASKED_BY_SCHOOL = "asked_by_school", "The school asked"
    ASKED_BY_FAMILY = "asked_by_family", "The young person or family asked"
    ABSENT = "absent", "The young person is absent"
    OTHER = "other", "Another reason"


class AttendanceCode(models.TextChoices):
    """MHSDS AttendStatus."""

    ON_TIME = "5", "Came on time"
    LATE_SEEN = "6", "Came late, was seen"
    LATE_NOT_SEEN = "7", "Came too late to be seen"
    NOT_BROUGHT = "3", "Was not brought, no word"
    CANCELLED_BY_PERSON = "2", "Cancelled by or for the young person"
    CANCELLED_BY_SERVICE = "4", "Cancelled by us"


#: They were there and were seen.
SEEN_CODES = frozenset({AttendanceCode.ON_TIME, AttendanceCode.LATE_SEEN})
#: They were expected and not seen, and nobody had said so: national dashboards take them together.
MISSED_CODES = frozenset({AttendanceCode.NOT_BROUGHT, AttendanceCode.LATE_NOT_SEEN})


class CourseEnd(models.TextChoices):
    """Why a young person's part in a run ended before the run did."""

    TAKEN_OUT = "taken_out", "Taken out of the group"
    RUN_CANCELLED = "run_cancelled", "All its sessions were cancelled"
    REFERRAL_OVER = "referral_over", "The referral ended here"


class NoticeKind(models.TextChoices):
    BOOKED = "booked", "A group was booked"
    MOVED = "moved", "A session was moved"
    CANCELLED = "cancelled", "A session was cancelled"
    RUN_CANCELLED = "run_cancelled", "A group or course was cancelled"
    REVIVED = "revived", "A session takes place after all"
    PLACE_FREED = "place_freed", "Somebody moved up from the waiting list"
    PAUSED = "paused", "A group was paused"
    DATES_CHANGED = "dates_changed", "A school's dates have changed"
    SCHOOL_LEFT = "school_left", "The team does not serve a school any more"
    STAFF_AWAY = "staff_away", "A practitioner is away or not free"
    ROOM_CHANGED = "room_changed", "A room is not lent then"
    HANDED_OVER = "handed_over", "Somebody else holds it from now on"
    TAKEN_OUT = "taken_out", "Somebody was taken out of a group"
    LIST_ENDED = "list_ended", "A waiting list ended with its group"
    CONSENT = "consent", "A question of consent was answered or changed"
    ANSWERED = "answered", "A question to the team was answered"
    WRONG_PERSON = "wrong_person", "A request named the wrong young person"
