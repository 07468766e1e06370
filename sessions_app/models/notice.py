from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.core.records import Record
from mhst.places.models import School
from sessions_app.enums import NoticeKind
from sessions_app.models.referral import Referral
from sessions_app.models.series import Series
from sessions_app.models.session import SupportSession


class Notice(Record):
    """Somebody is to be told of a change in a run, a referral, or what a team has booked at a school.

    Written with the change; sent after it, once.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=NoticeKind)
    series = models.ForeignKey(Series, models.CASCADE, null=True, blank=True, related_name="notices")
    referral = models.ForeignKey(Referral, models.CASCADE, null=True, blank=True, related_name="notices")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    session = models.ForeignKey(SupportSession, models.CASCADE, null=True, blank=True, related_name="notices")
    sentence = models.CharField(max_length=300, help_text="Names no young person.")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["to", "read_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(series__isnull=False, referral__isnull=True, school__isnull=True)
                | Q(series__isnull=True, referral__isnull=False, school__isnull=True)
                | Q(series__isnull=True, referral__isnull=True, school__isnull=False),
                name="notice_about_one_thing",
            )
        ]

    class Privacy:
        public = ["to", "kind", "series", "referral", "school", "session", "sentence", "read_at"]
