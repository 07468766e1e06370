"""What a timetable is made of. Plain values; nothing here asks the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from mhst.places.words import clock_time
from sessions_app.enums import SessionState


@dataclass(frozen=True)
class Seen:
    """Somebody who is seen, as far as the viewer may know them."""

    name: str
    initials: str
    year_group: str
    id: UUID | None = None


@dataclass(frozen=True)
class Who:
    """Those who are seen: by name where the viewer may know them, the rest only counted."""

    people: tuple[Seen, ...] = ()
    others: int = 0

    def __len__(self) -> int:
        return len(self.people) + self.others

    @property
    def names(self) -> str:
        return self._say(person.name for person in self.people)

    @property
    def initials(self) -> str:
        return self._say(person.initials for person in self.people)

    def _say(self, known: Iterable[str]) -> str:
        named = ", ".join(known)
        if not self.others:
            return named
        people = "young person" if self.others == 1 else "young people"
        return f"{named} and {self.others} more" if named else f"{self.others} {people}"


@dataclass(frozen=True)
class Timed:
    """A stretch of one date. Minutes are wall-clock, after midnight."""

    date: dt.date
    start_minute: int
    end_minute: int

    @property
    def minutes(self) -> int:
        return self.end_minute - self.start_minute

    @property
    def starts(self) -> str:
        return clock_time(self.start_minute)

    @property
    def time(self) -> str:
        return f"{clock_time(self.start_minute)} to {clock_time(self.end_minute)}"

    def is_at(self, minute: int) -> bool:
        return self.start_minute <= minute < self.end_minute


@dataclass(frozen=True)
class SessionEntry(Timed):
    """One session. `programme`, `who` and `due` are empty where the viewer may not know them.

    `attention` says what it can no longer rely on: "Sam Lee is away"; `may_move` is set when that concerns everybody
    who comes, and not only those with a place who may not be seen that day, who are `not_agreed`. `to_write_up` is for
    those who hold it.
    """

    kind: ClassVar[str] = "session"

    id: UUID
    school_id: UUID
    school: str
    state: str
    is_group: bool
    with_parents: bool = False
    room: str = ""
    programme: str = ""
    number: int | None = None
    count: int = 0
    year_groups: str = ""
    who: Who = field(default_factory=Who)
    practitioners: tuple[str, ...] = ()
    topic: str = ""
    due: str = ""
    why_off: str = ""
    attention: str = ""
    may_move: bool = False
    is_shut: bool = False  # those who come are not in school that day
    not_agreed: frozenset[UUID] = frozenset()
    to_write_up: bool = False
    is_busy_only: bool = False

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.state in {SessionState.CANCELLED, SessionState.SKIPPED}

    @property
    def state_in_words(self) -> str:
        """ "Cancelled: the school asked", "Skipped: half-term", or nothing for one that is simply planned."""
        if self.state == SessionState.PLANNED:
            return ""
        said = SessionState(self.state).label
        return f"{said}: {self.why_off}" if self.why_off else said

    @property
    def title(self) -> str:
        """What it is, as far as the viewer may know."""
        if self.is_busy_only:
            return "Busy"
        return self.programme or self.kind_in_words

    @property
    def kind_in_words(self) -> str:
        """What it is without what it is about."""
        said = "Group" if self.is_group else "1 to 1"
        return f"{said} for parents or guardians" if self.with_parents else said

    @property
    def position(self) -> str:
        """ "2 of 6". What does not take place has none: another session may have its number."""
        return f"{self.number} of {self.count}" if self.number and not self.is_off else ""


@dataclass(frozen=True)
class TravelEntry(Timed):
    """On the way to a school, signing in included; with no origin, only signing in at the day's first school."""

    kind: ClassVar[str] = "travel"

    school_id: UUID
    school: str
    origin: str = ""
    is_off: ClassVar[bool] = False

    @property
    def title(self) -> str:
        return f"Travel from {self.origin} and sign in" if self.origin else "Arrive and sign in"


@dataclass(frozen=True)
class FixedEntry(Timed):
    """Supervision, university, a meeting: no school, no session."""

    kind: ClassVar[str] = "fixed"

    title: str
    is_off: ClassVar[bool] = False


Entry = SessionEntry | TravelEntry | FixedEntry


@dataclass(frozen=True)
class Agreed(Timed):
    """A stretch in which the practitioner and a school have agreed to meet, booked or not."""

    school_id: UUID
    school: str


@dataclass(frozen=True)
class Shut:
    """A school that is not open that day, and why, as a fragment: "half-term"."""

    school_id: UUID
    school: str
    why: str
