"""Terms and special days as a file gives them, whatever its form."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from mhst.places.enums import DayKind
from mhst.places.readers.rejected import Rejected, Wrong

TERM = "term"
#: What people write for a kind, beside its own name and label.
ALSO: Mapping[str, str] = {
    "half term": DayKind.HALF_TERM,
    "pd day": DayKind.INSET,
    "training day": DayKind.INSET,
    "staff training": DayKind.INSET,
    "closed": DayKind.CLOSURE,
    "exams": DayKind.EXAM,
    "mocks": DayKind.MOCK_EXAM,
}
KINDS: Mapping[str, str] = {
    TERM: TERM,
    **{kind.value: kind for kind in DayKind},
    **{kind.value.replace("_", " "): kind for kind in DayKind},
    **{kind.label.lower(): kind for kind in DayKind},
    **ALSO,
}


@dataclass(frozen=True)
class DatesGiven:
    """A term or a special day, and where in the file it stands."""

    line: int
    kind: str  # `TERM` or a DayKind
    starts_on: dt.date
    ends_on: dt.date
    name: str = ""
    first_week: str = ""
    year_groups: tuple[int, ...] = ()
    finish_minute: int | None = None
    what: str = "line"

    def rejected(self, reason: str) -> Rejected:
        return Rejected(self.line, reason, self.what)


@dataclass
class DatesFile:
    """What one file holds."""

    given: list[DatesGiven] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)  # how many, by reason
    lines: int = 0

    def leave_out(self, reason: str) -> None:
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def kind_of(text: str) -> str:
    """Raises: Wrong listing the kinds there are."""
    kind = KINDS.get(text.strip().lower())
    if kind is None:
        known = ", ".join([TERM, *(kind.value.replace("_", " ") for kind in DayKind)])
        raise Wrong(f"kind is “{text}”; it should be one of {known}")
    return kind
