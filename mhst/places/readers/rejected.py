"""What can be wrong with a file that somebody gives us: all of it, or single lines."""

from dataclasses import dataclass

from mhst.core.errors import DomainError


class FileRefused(DomainError):
    """Nothing of this file is imported. The sentence says what was wrong and what would be right."""


class Wrong(Exception):
    """One value is wrong; the text says which, and what would be right."""


@dataclass(frozen=True)
class Rejected:
    """One line, or one event of a calendar, that cannot be imported."""

    line: int
    reason: str
    what: str = "line"

    def __str__(self) -> str:
        return f"{self.what} {self.line}: {self.reason}"
