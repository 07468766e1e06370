from django.conf import settings
from django.db import models
from django.db.models import Q
from guardian.models import UserObjectPermissionAbstract

from mhst.audit.models import Recorded


class Grant(Recorded, UserObjectPermissionAbstract):
    """An explicit permission for one named person on one thing, with an end date and a reason.

    django-guardian's own row, made dated: `mhst.access.grants` is the only place that reads or writes it.
    Rows that have ended stay, as the history of who could see what.
    """

    id = models.BigAutoField(primary_key=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants_given", null=True, blank=True
    )
    reason = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta(UserObjectPermissionAbstract.Meta):
        abstract = False
        unique_together = []  # one person may be given the same thing again, long after the first time ended
        indexes = [
            models.Index(fields=["content_type", "object_pk"]),
            models.Index(fields=["user", "ends_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=models.F("starts_at")), name="grant_dates_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
        ]

    class Privacy:
        public = ["permission", "content_type", "object_pk", "given_by", "reason", "starts_at", "ends_at"]
        personal = ["user"]
