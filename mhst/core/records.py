"""What every row that people can point at has: an id that tells nothing and a birth time."""

import uuid

from django.db import models

from mhst.core import clock


class Record(models.Model):
    """A row with an opaque id, fit for addresses and feeds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
