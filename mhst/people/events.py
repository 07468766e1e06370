"""What happened to people, for the rooms above: published after the commit."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PractitionerAway:
    """A practitioner will not be there on these days, the last included."""

    practitioner: UUID
    absence: UUID
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class PractitionerBack:
    """An absence was taken back: the practitioner is there on these days after all."""

    practitioner: UUID
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class PractitionerNotFree:
    """Between these dates a practitioner is no longer free for sessions in a stretch of their week.

    Their hours became fewer, a time of theirs was taken, or they stopped working; no `weekday` means every day.
    """

    practitioner: UUID
    from_: dt.date
    to: dt.date
    weekday: int | None = None
    start_minute: int = 0
    end_minute: int = 24 * 60


@dataclass(frozen=True)
class YoungPersonMoved:
    """A young person goes to another school from this day."""

    young_person: UUID
    left: UUID
    joined: UUID
    on: dt.date


@dataclass(frozen=True)
class ConsentChanged:
    """Somebody answered, or took back an answer; ask `queries.consent` what it adds up to now."""

    young_person: UUID
    kind: str
