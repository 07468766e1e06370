"""How a link to a question of consent stands."""

from django.db import models


class LinkStanding(models.TextChoices):
    LIVE = "live", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    NOT_THEIRS = "not_theirs", "They say that somebody else decides"
    REVOKED = "revoked", "Stopped"
    LOCKED = "locked", "Closed after too many wrong birth dates"
    EXPIRED = "expired", "Ran out"
    NOT_NEEDED = "not_needed", "No longer needed"
