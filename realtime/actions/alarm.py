"""Nobody's words stay unread and nobody stays alone in a chat: who leads is told, whatever is said in it."""

import datetime as dt

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor, Machine
from mhst.places.models import Team
from mhst.settings.environment import environment
from realtime.actions import conversation as conversations
from realtime.models import Conversation, UnreadAlarm
from realtime.queries import alone, waiting
from realtime.queries import shift as shifts
from realtime.queries import unread as queries
from realtime.rules.participant import may_help
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageWords

ALARM = Machine("unread alarm")


@action
def tell_of_unread(*, by: Actor) -> int:
    """Tell who leads of every chat where words have waited for five minutes; once for the same words. How many."""
    late = queries.too_long()
    known = set(UnreadAlarm.objects.filter(conversation__in=late).values_list("conversation_id", "since"))
    new = [id for id, unread in late.items() if (id, unread.oldest) not in known]
    for conversation in Conversation.objects.filter(pk__in=new).select_related("team__led_by"):
        _tell(conversation, late[conversation.pk], by)
    return len(new)


@action
def tell_of_alone(*, by: Actor) -> None:
    """A counsellor whose account or role has ended leaves, for the young person to see; and who leads is told of every
    chat that nobody has, or whose counsellor is away for too long. Done again it changes nothing."""
    for chat, helps in alone.helped():
        if not may_help(chat, helps.user):
            conversations.remove(participant=helps, by=by)
    late = alone.too_long()
    for conversation in Conversation.objects.filter(pk__in=late).select_related("team__led_by"):
        lead = queries.lead_of(conversation.team)
        if lead is not None:
            key = alone.key(conversation.pk, late[conversation.pk])
            _write(f"{key}{lead.pk}", conversation.team, lead, by)


@action
def tell_of_shifts_over(*, by: Actor) -> None:
    """At the end of a shift in which chats go on its counsellor is told, and some minutes later who leads; once for
    each. Nothing is closed or handed over by it."""
    later = dt.timedelta(minutes=environment.shift_over_minutes)
    for over in shifts.over():
        team, counsellor = over.shift.service.team, over.shift.counsellor
        key = f"shift-over:{over.shift.pk}:{over.shift.ends}"
        _write(key, team, counsellor, by, page="counselling-desk")
        if clock.now() - over.at >= later:
            _write(f"{key}:lead", team, queries.lead_of(team, without=counsellor.pk), by)


@action
def tell_of_waiting(*, by: Actor) -> None:
    """Tell who leads of private talks that nobody has gone into for five minutes; and, as soon as a service is open, of
    left messages, once a day for the same oldest one."""
    for aside in waiting.late_asides():
        team = aside.conversation.team
        _write(f"aside:{aside.pk}:{aside.conversation.epoch}", team, queries.lead_of(team), by)
    for service, oldest in waiting.late_letters():
        key = f"letters:{service.pk}:{clock.today()}:{oldest.timestamp():.0f}"
        _write(key, service.team, queries.lead_of(service.team), by)


def _tell(conversation: Conversation, unread: queries.Unread, by: Actor) -> None:
    lead = queries.lead_of(conversation.team)
    alarm = UnreadAlarm.objects.create(conversation=conversation, since=unread.oldest, told=lead)
    _write(f"unread:{alarm.pk}", conversation.team, lead, by)


def _write(key: str, team: Team, to: User | None, by: Actor, page: str = "counselling-board") -> None:
    if to is not None and to.email:
        link = environment.base_url.rstrip("/") + reverse(page)
        message.write(
            key=key, channel=Channel.EMAIL, address=to.email, words=MessageWords.URGENT,
            details={"link": link}, team=team, by=by,
        )  # fmt: skip
