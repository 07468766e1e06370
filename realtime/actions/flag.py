"""Danger words in messages: what was marked is kept. Nothing else follows."""

from collections.abc import Sequence

from django.db import connection

from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.statements import run, uuid
from realtime.actions.log import Log
from realtime.enums import Audience, EventKind, FlagKind
from realtime.models import Conversation, Flag
from realtime.models.message import sealed
from realtime.queries.flag import Looked, as_text

#: Those of some that nobody else has kept meanwhile, in one order for all.
WAITS = """
WITH asked (id) AS (VALUES {rows})
SELECT m.id FROM asked JOIN realtime_message m ON m.id = asked.id WHERE m.checked_at IS NULL ORDER BY m.id"""
CHECKED = """
WITH looked (id, at) AS (VALUES {rows})
UPDATE realtime_message SET checked_at = looked.at FROM looked WHERE realtime_message.id = looked.id"""


@action
def keep(*, looked: Sequence[Looked], by: Actor) -> int:
    """Keep what was found. Of two who looked at the same message, one keeps it. Returns how many were marked."""
    log = Log({one.conversation_id for one in looked if one.is_flag})
    lock = WAITS + (" FOR UPDATE OF m" if connection.features.has_select_for_update else "")
    still = {uuid(id) for (id,) in run(lock, [(one.message_id,) for one in looked])}
    flagged = [one for one in looked if one.is_flag and one.message_id in still]
    keys = Conversation.objects.in_bulk({one.conversation_id for one in flagged})
    flags = [_flag(log, one, keys[one.conversation_id]) for one in flagged if keys[one.conversation_id].key]
    run(CHECKED, [(id, log.now) for id in still])
    log.write()
    return len(flags)


def _flag(log: Log, one: Looked, conversation: Conversation) -> Flag:
    marks = None if one.marks is None else sealed(
        conversation.opened_key, one.message_id, "marks", as_text(one.marks)
    )  # fmt: skip
    kind = FlagKind.NOT_CHECKED if marks is None else FlagKind.MARKED
    flag = Flag.objects.create(message_id=one.message_id, kind=kind, marks=marks, list_version=one.list_version)
    log.append(conversation.pk, Audience.STAFF, EventKind.FLAGGED, message=one.message_id)
    return flag
