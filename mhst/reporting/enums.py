from django.db import models


class ContactKind(models.TextChoices):
    """What sort of contact it was. Consultations name nobody, so none is a contact: they are counted by themselves,
    from the rooms of School Link (`queries/consultation.py`)."""

    SESSION = "session", "Session, 1:1"
    GROUP = "group", "Group session"
    CHAT = "chat", "Chat"
    MESSAGE = "message", "Message"
    ROOM = "room", "Group room, online"
    ENDING = "ending", "Support that ended: no contact, and counted by itself"


class CameOfIt(models.TextChoices):
    """What questionnaires at the beginning and the end of support said, by the national rule."""

    BETTER = "better", "Reliably better"
    SAME = "same", "No reliable change"
    WORSE = "worse", "Reliably worse"
    NOT_TWICE = "not_twice", "Not asked twice"


class RevisionState(models.TextChoices):
    """How far a revision is that somebody asked for."""

    WAITING = "waiting", "Waiting for its turn"
    WORKING = "working", "Being worked out"
    MADE = "made", "A new edition is out"
    UNCHANGED = "unchanged", "No figure changed"
    STOPPED = "stopped", "Refused"


_R = RevisionState
#: From which state a revision may go to which. The diagram in docs/states.md is written from this table.
REVISION_MOVES: dict[str, frozenset[str]] = {
    _R.WAITING: frozenset({_R.WORKING}),
    _R.WORKING: frozenset({_R.WAITING, _R.MADE, _R.UNCHANGED, _R.STOPPED}),
    _R.MADE: frozenset(),
    _R.UNCHANGED: frozenset(),
    _R.STOPPED: frozenset(),
}
#: Of a quarter there is one of these at a time.
UNDER_WAY = (_R.WAITING, _R.WORKING)


class FileKind(models.TextChoices):
    """In which forms a published table can be taken away."""

    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    ODS = "ods", "Spreadsheet (ODS)"
    SVG = "svg", "Picture (SVG)"
    PDF = "pdf", "PDF"
