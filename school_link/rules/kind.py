"""The kind of conversation that a consultation's room is."""

import datetime as dt

from mhst.core.permissions import Permission
from realtime.enums import Part, RetentionKind
from realtime.rules.kind import Kind

#: Nobody is in by role: each by a grant on this one conversation, with its end. All read the same.
ROOM = Kind(
    "consultation",
    {Part.WORKER: Permission.CONSULTATION_TALK, Part.OBSERVER: Permission.CONSULTATION_TALK},
    is_entered=True,
    kept_as=RetentionKind.CONSULTING,
)
#: So long who asks and who answers may be in the room.
OPEN_FOR = dt.timedelta(days=60)
#: Whoever enters has shown their second factor within this time.
FACTOR_WITHIN = dt.timedelta(hours=1)
