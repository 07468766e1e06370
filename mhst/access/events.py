"""What access tells the rooms above it, after the commit."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class UserLeft:
    """Somebody's account was closed: their sessions, roles and grants have ended."""

    user_id: UUID


@dataclass(frozen=True)
class RolesChanged:
    """What somebody may do is no longer what it was: open sockets must ask again."""

    user_id: UUID


@dataclass(frozen=True)
class SessionsEnded:
    """These sessions are over: sockets opened under them must close."""

    user_id: UUID
    session_keys: tuple[str, ...]
