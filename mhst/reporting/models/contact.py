from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from mhst.core import clock
from mhst.people.enums import Ethnicity, Gender
from mhst.places.models import School, Team
from mhst.reporting.enums import CameOfIt, ContactKind


class Contact(models.Model):
    """A fact of contact, or that support ended, rolled up from the room where it happened. Names nobody; never shown,
    only counted.

    Never changed: what turns out otherwise is withdrawn and written anew, so that a published month can always be
    counted again as it was known then.
    """

    kind = models.CharField(max_length=12, choices=ContactKind)
    source_id = models.UUIDField()
    person_key = models.CharField(max_length=64)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+", help_text="Empty: none is known.")
    on = models.DateField(help_text="By the clock in London.")
    hour = models.PositiveSmallIntegerField()
    slot = models.CharField(max_length=20, help_text="Day of the week and part of the day: monday_evening.")
    is_bank_holiday = models.BooleanField()
    in_term = models.BooleanField()
    gender = models.CharField(max_length=1, choices=Gender)
    ethnicity = models.CharField(max_length=2, choices=Ethnicity)
    age = models.PositiveSmallIntegerField(help_text="At the end of the quarter.")
    waited = models.PositiveSmallIntegerField(
        null=True, help_text="Days since the request, where it was the first contact after it."
    )
    reason = models.CharField(max_length=2, blank=True, default="", help_text="The request's, as the MHSDS codes it.")
    came_of_it = models.CharField(max_length=12, choices=CameOfIt, blank=True, default="", help_text="Of an ending.")
    ended_because = models.CharField(
        max_length=2, blank=True, default="", help_text="Of an ending, as the MHSDS codes it."
    )
    learnt_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_id"], condition=Q(withdrawn_at__isnull=True), name="contact_once"
            ),
            models.CheckConstraint(condition=Q(hour__lt=24), name="contact_hour_of_a_day"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("learnt_at")),
                name="contact_withdrawn_after_it_was_learnt",
            ),
            models.CheckConstraint(
                condition=Q(kind=ContactKind.ENDING) | Q(came_of_it="", ended_because=""),
                name="contact_is_no_ending_by_the_way",
            ),
        ]
        indexes = [models.Index(fields=["team", "on"]), models.Index(fields=["kind", "on"])]

    class Privacy:
        public = [
            "kind",
            "team",
            "school",
            "on",
            "hour",
            "slot",
            "is_bank_holiday",
            "in_term",
            "learnt_at",
            "withdrawn_at",
        ]
        personal = [
            "source_id",
            "person_key",
            "gender",
            "ethnicity",
            "age",
            "waited",
            "reason",
            "came_of_it",
            "ended_because",
        ]


class RolledUp(models.Model):
    """Until when each source has been read, so that the next roll-up looks only at what is new."""

    source = models.CharField(max_length=12, primary_key=True)
    until = models.DateTimeField()

    objects: ClassVar[Any] = models.Manager()

    class Privacy:
        public = ["source", "until"]
