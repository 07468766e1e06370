"""A booked chat for which nobody is on shift any more, moved by whoever leads."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from realtime.actions import booking as actions
from realtime.forms.desk import MoveBooking
from realtime.queries import booking as queries
from realtime.rules import booking as rules


@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, id: UUID) -> HttpResponse:
    booking = queries.get_cancellable(request.user, id)
    rules.check_can_move(booking, request.user)
    return form_page(
        request,
        form=MoveBooking(posted(request), colleagues=queries.who_could(booking)),
        act=lambda said: actions.move(booking=booking, by=request.user, **said),
        done="Moved. They are shown who comes instead, and that it is not because of them.",
        to=reverse("counselling-board"),
        template="realtime/desk/move_booking.html",
        context={"booking": booking, "is_open": queries.is_open_then(booking)},
    )
