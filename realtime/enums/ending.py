from django.db import models


class NextStep(models.TextChoices):
    """What comes after a conversation."""

    CHAT = "chat", "Another chat at a time we have agreed"
    MESSAGE = "message", "A message from my counsellor"
    COME = "come", "I will come back when I want to"


class FollowedUp(models.TextChoices):
    """What was done when a young person said that their chat was cut short."""

    WROTE = "wrote", "Wrote to them, and asked whether they want to go on"
    SPOKE = "spoke", "Spoke with the counsellor about it"
    NOTHING = "nothing", "Looked at it; nothing more is needed"


class BookingState(models.TextChoices):
    """Where a chat at an agreed time stands."""

    BOOKED = "booked", "Booked"
    KEPT = "kept", "They talked"
    CANCELLED = "cancelled", "Cancelled"
    RELEASED = "released", "They did not come"


BOOKING_MOVES: dict[BookingState, frozenset[BookingState]] = {
    BookingState.BOOKED: frozenset({BookingState.KEPT, BookingState.CANCELLED, BookingState.RELEASED}),
    BookingState.KEPT: frozenset(),
    BookingState.CANCELLED: frozenset(),
    BookingState.RELEASED: frozenset(),
}
