"""What past chats left behind: one is booked to go on tomorrow."""

import datetime as dt

from mhst.access.models import User
from mhst.core import clock
from mhst.demo.logins import COUNSELLORS
from realtime.enums import VisitState
from realtime.models import Booking, Service, Visit

BOOKED_AT = 17 * 60


def begin(service: Service) -> None:
    """Each time the demo starts; what stands already stays."""
    past = Visit.objects.filter(service=service, state=VisitState.CLOSED).order_by("-claimed_at").first()
    if past is None or Booking.objects.standing().filter(service=service, at__gt=clock.now()).exists():
        return
    Booking.objects.standing().filter(visitor=past.visitor_id).delete()
    Booking.objects.create(
        service=service, visitor=past.visitor, counsellor=User.objects.get(username=COUNSELLORS[0]),
        at=clock.at_local(clock.today() + dt.timedelta(days=1), BOOKED_AT), made_in=past.conversation,
    )  # fmt: skip
