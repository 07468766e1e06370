from django.conf import settings
from django.db import models
from django.db.models import Q

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record
from mhst.people.enums import Ethnicity, Gender
from mhst.places.models import Council
from realtime.models.service import Service


class Visitor(Record, Recorded):
    """A young person who came to talk: a nickname (of the account), and nothing that names them.

    `phrase` is a hash of the words that bring them back when they have forgotten their password.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="visitors")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="visitor")
    council = models.ForeignKey(Council, models.PROTECT, related_name="+", db_index=False)
    born_year = models.PositiveSmallIntegerField()
    born_month = models.PositiveSmallIntegerField()
    gender = models.CharField(max_length=1, choices=Gender, default=Gender.NOT_STATED)
    ethnicity = models.CharField(max_length=2, choices=Ethnicity, default=Ethnicity.NOT_STATED)
    phrase = models.CharField(max_length=128, blank=True)
    agreed_to = models.CharField(max_length=16, help_text="Which wording about confidentiality they agreed to.")
    agreed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(born_month__range=(1, 12)), name="visitor_born_in_a_month"),
        ]

    class Privacy:
        public = ["service", "council", "agreed_to", "agreed_at"]
        personal = ["user", "born_year", "born_month", "gender", "ethnicity", "phrase"]
