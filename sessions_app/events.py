"""What the work tells the rooms above it, after the commit."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SeriesBooked:
    series_id: UUID


@dataclass(frozen=True)
class SeriesCancelled:
    series_id: UUID


@dataclass(frozen=True)
class SessionsChanged:
    """Some sessions of a series were moved, cancelled, skipped, paused or revived."""

    series_id: UUID
    session_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class SessionHeld:
    """Somebody has written down who came, for the first time."""

    series_id: UUID
    session_id: UUID


@dataclass(frozen=True)
class PlaceTaken:
    series_id: UUID
    young_person_id: UUID


@dataclass(frozen=True)
class ReferralReceived:
    """Somebody has asked for support, and a team has the request."""

    referral_id: UUID


@dataclass(frozen=True)
class ReferralMoved:
    referral_id: UUID
    from_state: str
    to_state: str


@dataclass(frozen=True)
class PersonHandedOver:
    """Somebody on a caseload is with another practitioner from now on. Ids of the two are those of their accounts."""

    young_person_id: UUID
    from_user_id: UUID
    to_user_id: UUID


@dataclass(frozen=True)
class MessageWritten:
    """A message can go now."""

    message_id: UUID
