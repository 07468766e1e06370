from django.db import models


class EndedWhy(models.TextChoices):
    """Why somebody is no longer recognised as helping to look after someone."""

    NO_LONGER = "no_longer", "They no longer look after anybody"
    MISTAKE = "mistake", "It was recorded by mistake"
    CONSENT_ENDED = "consent_ended", "Their agreement was taken back"
