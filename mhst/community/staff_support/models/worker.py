from django.conf import settings
from django.db import models

from mhst.community.staff_support.models.apart import Apart
from mhst.places.models import Organisation


class Worker(Apart):
    """Who employs somebody who supports staff: whoever asks may want somebody from outside."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Privacy:
        public = ["user", "employer"]
