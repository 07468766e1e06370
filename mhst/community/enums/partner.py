from django.db import models
from django.utils.translation import gettext_lazy as _


class HelpKind(models.TextChoices):
    """What partner organisations help with, as somebody who looks for help would say it."""

    CARERS = "carers", _("Looking after somebody at home")
    ACTIVITIES = "activities", _("Activities, groups and making friends")
    FAMILY = "family", _("Help for the whole family")
    GRIEF = "grief", _("When somebody has died")
    MONEY = "money", _("Money, housing and rights")
    IDENTITY = "identity", _("Who I am and whom I love")
    SUBSTANCES = "substances", _("Alcohol and drugs")
    SAFETY = "safety", _("Safety at home and in relationships")
    MENTORING = "mentoring", _("A mentor, or somebody to talk to")
    OTHER = "other", _("Something else")
