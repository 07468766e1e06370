from django.db import models


class HelpKind(models.TextChoices):
    """What partner organisations help with, as somebody who looks for help would say it."""

    CARERS = "carers", "Looking after somebody at home"
    ACTIVITIES = "activities", "Activities, groups and making friends"
    FAMILY = "family", "Help for the whole family"
    GRIEF = "grief", "When somebody has died"
    MONEY = "money", "Money, housing and rights"
    IDENTITY = "identity", "Who I am and whom I love"
    SUBSTANCES = "substances", "Alcohol and drugs"
    SAFETY = "safety", "Safety at home and in relationships"
    MENTORING = "mentoring", "A mentor, or somebody to talk to"
    OTHER = "other", "Something else"
