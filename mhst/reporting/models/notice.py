from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core.records import Record
from mhst.reporting.models.publication import Publication


class Subscription(Record, Recorded):
    """Somebody wants an e-mail when something is published that they may read. It holds no figure."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="figures_subscription")

    class Privacy:
        personal = ["user"]


class Told(models.Model):
    """Who was told of which publication, so that nobody is told twice."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "user"], name="told_once")]

    class Privacy:
        public = ["publication"]
        personal = ["user"]
