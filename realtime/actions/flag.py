"""Danger words: what was marked is kept, answered, and told to others where nobody looks. Nothing else follows."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.urls import reverse

from mhst.access.models import Membership, User
from mhst.access.roles import roles_with
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.core.statements import run, uuid
from mhst.places.models import Team
from mhst.settings.environment import environment
from realtime.actions.log import Log
from realtime.enums import Audience, EventKind, FlagKind, FlagOutcome
from realtime.models import Conversation, Flag, Marked
from realtime.models.message import sealed
from realtime.queries.flag import Looked, as_text
from realtime.rules import flag as rules
from sessions_app.actions import message as letters
from sessions_app.enums import Channel, MessageWords
from sessions_app.queries import duty

#: Unanswered for so long: who is on duty is written to; then everybody who supervises.
TELLS = (dt.timedelta(minutes=2), dt.timedelta(minutes=5))


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
    marked = [_flag(log, one, keys[one.conversation_id]) for one in flagged if keys[one.conversation_id].key]
    run(CHECKED, [(id, log.now) for id in still])
    log.write()
    return len(marked)


def _flag(log: Log, one: Looked, conversation: Conversation) -> Flag:
    marks = None if one.marks is None else sealed(
        conversation.opened_key, one.message_id, "marks", as_text(one.marks)
    )  # fmt: skip
    kind = FlagKind.NOT_CHECKED if marks is None else FlagKind.MARKED
    flag = Flag.objects.create(message_id=one.message_id, kind=kind, marks=marks, list_version=one.list_version)
    log.append(conversation.pk, Audience.STAFF, EventKind.FLAGGED, message=one.message_id)
    return flag


@action
def answer(*, flag: Flag, outcome: FlagOutcome, by: User) -> None:
    """Say what one does about it. The last answer stands; the audit and the stream keep each. Raises: Refused."""
    conversation = flag.message.conversation
    rules.check_can_answer(conversation, by)
    log = Log([conversation.pk])
    held = Flag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    held.outcome, held.answered_by, held.answered_at = outcome, by, log.now
    held.save()
    log.append(conversation.pk, Audience.STAFF, EventKind.ANSWERED, message=held.message_id)
    log.write()


@action
def tell(*, flag_id: UUID, step: int, by: Actor) -> bool:
    """Nobody has looked: write to those whom it is then for, that something urgent waits. Once for each step."""
    flags = Flag.objects.select_for_update(of=("self",)).select_related("message__conversation__team")
    flag = flags.get(pk=flag_id)
    if flag.outcome or flag.told >= step:
        return False
    write_of(marked=flag, team=flag.message.conversation.team, page="flags", step=step, by=by)
    return True


@action
def write_of(*, marked: Marked, team: Team, page: str, step: int, by: Actor) -> None:
    """To those whom it is for at this step, where to look."""
    link = environment.base_url.rstrip("/") + reverse(page)
    for user in _whom(team, step):
        letters.write(
            key=f"{page}:{marked.pk}:{step}:{user.pk}", channel=Channel.EMAIL, address=user.email,
            words=MessageWords.URGENT, details={"link": link}, by=by,
        )  # fmt: skip
    marked.told = step
    marked.save()


def _whom(team: Team, step: int) -> list[User]:
    """Who is on duty; everybody who supervises where nobody is, and at the next step."""
    on_duty = [turn.user for turn in duty.on_duty(team)[:1]] if step == 1 else []
    return [user for user in on_duty or _supervising(team) if user.email]


def _supervising(team: Team) -> list[User]:
    roles = [role.name for role in roles_with(Permission.CONVERSATION_SUPERVISE)]
    here = Membership.objects.current().filter(team=team, role__in=roles, user__is_active=True)
    return list(User.objects.filter(pk__in=here.values("user")).order_by("pk"))
