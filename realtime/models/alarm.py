from django.conf import settings
from django.db import models

from mhst.audit.models import Recorded
from mhst.core import clock
from mhst.core.records import Record
from realtime.models.conversation import Conversation


class UnreadAlarm(Record, Recorded):
    """Words of a young person that nobody had read for five minutes, whatever they said, and who was told.

    `since` is when the oldest of them was written. `told` is nobody where nobody leads at that time; then it stands
    on the board alone.
    """

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="unread_alarms")
    since = models.DateTimeField()
    told = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-told_at"]
        constraints = [models.UniqueConstraint(fields=["conversation", "since"], name="unread_alarm_once")]

    class Privacy:
        public = ["conversation", "since", "told", "told_at"]
