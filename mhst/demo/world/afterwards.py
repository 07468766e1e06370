"""What past chats left behind: one goes on tomorrow, one was cut short, and one is to be deleted."""

import datetime as dt

from mhst.access.models import User
from mhst.core import clock
from mhst.demo.logins import COUNSELLORS
from realtime.enums import Part, VisitState
from realtime.models import Booking, Conversation, Feedback, Participant, Service, Visit

BOOKED_AT = 17 * 60


def begin(service: Service) -> None:
    """Each time the demo starts; what stands already stays."""
    _said(service)
    past = Visit.objects.filter(service=service, state=VisitState.CLOSED).order_by("-claimed_at").first()
    if past is None or Booking.objects.standing().filter(service=service, at__gt=clock.now()).exists():
        return
    Booking.objects.standing().filter(visitor=past.visitor_id).delete()
    Booking.objects.create(
        service=service, visitor=past.visitor, counsellor=User.objects.get(username=COUNSELLORS[0]),
        at=clock.at_local(clock.today() + dt.timedelta(days=1), BOOKED_AT), made_in=past.conversation,
    )  # fmt: skip


def _said(service: Service) -> None:
    """Unless somebody has said so already."""
    if Feedback.objects.filter(was_cut_short=True).exists():
        return
    visits = Visit.objects.filter(service=service, state=VisitState.CLOSED)
    visits = visits.select_related("conversation", "visitor__user")
    for visit, say in zip(visits.order_by("-claimed_at"), (_cut_short, _to_be_deleted), strict=False):
        conversation, user = visit.conversation, visit.visitor.user
        assert conversation is not None
        who = {"part": Part.PERSON, "name": user.name}
        Participant.objects.get_or_create(conversation=conversation, user=user, defaults=who)
        say(conversation)


def _cut_short(conversation: Conversation) -> None:
    said = Feedback(conversation=conversation, was_cut_short=True, felt_heard=4)
    said.put(conversation.opened_key, words="we had just got to the bit i came for and then it was ten oclock")
    said.save()


def _to_be_deleted(conversation: Conversation) -> None:
    conversation.deletion_asked_at = clock.now()
    conversation.save()
