"""When a measure is filled in, by whom and how."""

from django.db import models


class Rater(models.TextChoices):
    SELF = "self", "The young person"
    PARENT = "parent", "A parent or guardian"
    TEACHER = "teacher", "A teacher"
    PRACTITIONER = "practitioner", "The practitioner"


class Occasion(models.TextChoices):
    BASELINE = "baseline", "At the start"
    SESSION = "session", "At a session"
    MIDDLE = "middle", "In the middle"
    END = "end", "At the end"
    FOLLOW_UP = "follow_up", "Afterwards"


class FilledIn(models.TextChoices):
    """How the answers reached us."""

    PHONE = "phone", "On their own phone"
    READ_OUT = "read_out", "Read out and answered together"
    SCORES = "scores", "Scores copied from paper"


class ComparedWith(models.TextChoices):
    """Whose scores one's own are held against, where published norms exist. The young person says."""

    GIRLS = "girls", "Girls of about the same age"
    BOYS = "boys", "Boys of about the same age"
    NOBODY = "nobody", "Nobody: only with how it was before"
