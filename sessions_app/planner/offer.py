"""What is offered to somebody who books: dates with their minutes, a room, people, and the reasons. Plain data."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Slot:
    """One week of an offer: minutes are wall-clock, after midnight. A skipped week has no number.

    `moved_from` is the day on which it would usually be, where that one is shut.
    """

    date: dt.date
    number: int | None
    start_minute: int
    end_minute: int
    lesson: str = ""
    why_skipped: str = ""
    moved_from: dt.date | None = None
    why_moved: str = ""

    @property
    def time(self) -> tuple[dt.date, int, int]:
        return self.date, self.start_minute, self.end_minute

    def as_plain(self) -> list[Any]:
        moved_from = self.moved_from and self.moved_from.isoformat()
        return [
            self.date.isoformat(), self.number, self.start_minute, self.end_minute, self.lesson, self.why_skipped,
            moved_from, self.why_moved,
        ]  # fmt: skip

    @classmethod
    def from_plain(cls, plain: list[Any]) -> "Slot":
        date, number, start, end, lesson, why_skipped, moved_from, why_moved = [*plain, None, ""][:8]
        usual = dt.date.fromisoformat(moved_from) if moved_from else None
        return cls(dt.date.fromisoformat(date), number, start, end, lesson, why_skipped, usual, why_moved)


@dataclass(frozen=True)
class Offer:
    """A run that could be booked now. The first practitioner leads."""

    slots: tuple[Slot, ...]
    room: UUID | None
    practitioners: tuple[UUID, ...]
    team: UUID
    reasons: tuple[str, ...] = ()
    cost: tuple[int, ...] = field(default=(), compare=False)  # times promised to other schools, lessons missed, ...

    @property
    def first_on(self) -> dt.date:
        return next(slot.date for slot in self.slots if slot.number is not None)

    @property
    def last_on(self) -> dt.date:
        return self.slots[-1].date

    @property
    def held(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.number is not None]

    def with_first(self, date: dt.date, start_minute: int) -> tuple[Slot, ...]:
        """Its weeks once the last session is brought forward to then: it is the first, and the others follow it."""
        *others, last = self.held
        first = Slot(date, 1, start_minute, start_minute + last.end_minute - last.start_minute)
        end = others[-1].date if others else date
        left = [slot for slot in self.slots if slot.date <= end]
        return first, *(replace(slot, number=slot.number and slot.number + 1) for slot in left)

    @property
    def starts(self) -> list[int]:
        """The minutes at which its sessions begin, each once, earliest first."""
        return sorted({slot.start_minute for slot in self.held})

    @property
    def promised(self) -> str:
        """The reason that says who is agreed with another school; nothing when nobody is."""
        return next((reason for reason in self.reasons if "agreed with another school" in reason), "")

    @property
    def misses(self) -> bool:
        """Whether the same lessons are missed again and again."""
        return bool(self.cost[1])

    @property
    def skipped(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.number is None]

    @property
    def moved(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.moved_from]

    @property
    def key(self) -> str:
        """Short, and the same for the same run: lets a page name the offer that was chosen."""
        return hashlib.sha256(json.dumps(self.as_plain(), sort_keys=True).encode()).hexdigest()[:16]

    def as_plain(self) -> dict[str, Any]:
        """What a draft keeps of it: no reasons, which may no longer hold."""
        return {
            "slots": [slot.as_plain() for slot in self.slots],
            "room": str(self.room) if self.room else None,
            "practitioners": [str(id) for id in self.practitioners],
            "team": str(self.team),
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Offer":
        return cls(
            slots=tuple(Slot.from_plain(slot) for slot in plain["slots"]),
            room=UUID(plain["room"]) if plain["room"] else None,
            practitioners=tuple(UUID(id) for id in plain["practitioners"]),
            team=UUID(plain["team"]),
        )
