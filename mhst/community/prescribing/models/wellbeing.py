from django.db import models
from django.db.models import Q

from mhst.community.prescribing.models.referral import LinkReferral, OfReferral
from mhst.core import clock


class Wellbeing(OfReferral):
    """Answers to the four questions on one day, from 0 to 10; empty where somebody would rather not say."""

    referral = models.ForeignKey(LinkReferral, models.CASCADE, related_name="wellbeing")
    asked_on = models.DateField(default=clock.today)
    satisfied = models.PositiveSmallIntegerField(null=True, blank=True)
    worthwhile = models.PositiveSmallIntegerField(null=True, blank=True)
    happy = models.PositiveSmallIntegerField(null=True, blank=True)
    anxious = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "asked_on"], name="wellbeing_once_a_day"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": 10}), name=f"wellbeing_{name}_to_10"
                )
                for name in ("satisfied", "worthwhile", "happy", "anxious")
            ),
        ]

    class Privacy:
        public = ["referral", "asked_on"]
        clinical = ["satisfied", "worthwhile", "happy", "anxious"]
