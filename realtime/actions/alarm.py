"""Nobody's words stay unread: who leads is told, whatever they say."""

from django.urls import reverse

from mhst.audit.recording import action
from mhst.core.actors import Actor, Machine
from mhst.settings.environment import environment
from realtime.models import Conversation, UnreadAlarm
from realtime.queries import unread as queries
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


def _tell(conversation: Conversation, unread: queries.Unread, by: Actor) -> None:
    lead = queries.lead_of(conversation.team)
    alarm = UnreadAlarm.objects.create(conversation=conversation, since=unread.oldest, told=lead)
    if lead is not None and lead.email:
        link = environment.base_url.rstrip("/") + reverse("counselling-board")
        message.write(
            key=f"unread:{alarm.pk}", channel=Channel.EMAIL, address=lead.email, words=MessageWords.URGENT,
            details={"link": link}, team=conversation.team, by=by,
        )  # fmt: skip
