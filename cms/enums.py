from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who a part of the site speaks to. Young people's pages are held to a reading age."""

    YOUNG_PEOPLE = "young_people", _("Young people")
    PARENTS = "parents", _("Parents and guardians")
    SCHOOL_STAFF = "school_staff", _("School staff")
    PROFESSIONALS = "professionals", _("Professionals")


class Urgency(models.TextChoices):
    """How soon a way to get help answers; the order in which help is shown."""

    EMERGENCY = "1_emergency", "Life in danger"
    URGENT = "2_urgent", "Urgent help"
    TALK = "3_talk", "Someone to talk to"


class Topic(models.TextChoices):
    """What an article is about: how a door sorts what stands behind it."""

    FEELINGS = "feelings", _("How you feel")
    PEOPLE = "people", _("School, friends and home")
    TRY = "try", _("Things to try")
    SUPPORT = "support", _("Getting support")


class Activity(models.TextChoices):
    BREATHING = "breathing", "Breathing"
    WORRY_TREE = "worry_tree", "Worry tree"
    SLEEP_DIARY = "sleep_diary", "Sleep diary"
