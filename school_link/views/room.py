"""The room of a consultation: the live conversation for those who are named, and its door."""

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from mhst.access import sessions
from mhst.access.requests import SignedInRequest
from mhst.access.sessions import no_activity
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.form_page import confirm_page, form_page
from mhst.core.forms import posted
from realtime.actions import lease
from realtime.forms.message import Write
from realtime.queries import conversation as talks
from realtime.queries.participant import Who
from realtime.rules import message as message_rules
from realtime.rules.participant import check_is_here
from realtime.views.conversation import sent
from realtime.views.panel import empty
from school_link.actions import room as actions
from school_link.enums import OVER
from school_link.forms.room import Invite
from school_link.queries import advice
from school_link.queries import consultation as queries
from school_link.queries import room as rooms
from school_link.rules import room as rules
from school_link.rules.consultation import side_of
from school_link.rules.kind import FACTOR_WITHIN

if TYPE_CHECKING:
    from school_link.models import Consultation

#: So long after its time a promise to come is still shown.
SAID_FOR = dt.timedelta(minutes=10)
BOTH = require_http_methods(["GET", "POST"])


@BOTH
def show(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The room. Who enters more than an hour after their second step is asked for it again; connected pages go on
    from here, and a browser without a script sends this form."""
    one = queries.get_visible(id, request.user)
    if request.method == "GET":
        if sessions.since_second_factor(request.session) > FACTOR_WITHIN:
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
        _enter(request, one)
    who = _who(request, one)
    form = Write(request.POST, named=str(who.conversation_id)) if request.method == "POST" else None
    if form and form.is_valid():
        if not (code := sent(request, who, form.cleaned_data).code):
            return redirect(f"{reverse('consultation-room', args=[id])}#newest")
        form.refuse_with(code)
    return render(request, "school_link/room/show.html", _context(request, one, who, form), status=422 if form else 200)


@no_activity
@require_GET
def people(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Who may be in the room and who is on the way, for a page that asks again and again."""
    one = queries.get_visible(id, request.user)
    _who(request, one)
    return render(request, "school_link/room/people.html", _people(request, one))


@BOTH
def invite(request: SignedInRequest, id: UUID) -> HttpResponse:
    """A colleague or supervisor of one's own side, until a time."""
    one = queries.get_visible(id, request.user)
    rules.check_is_open(one)
    side = rules.check_may_invite(one, request.user, rooms.is_let_in(one, request.user))
    return form_page(
        request,
        form=Invite(posted(request), colleagues=[c for c in rooms.colleagues(one, side) if c != request.user]),
        act=lambda said: actions.invite(
            consultation=one, user=said["user"], until=clock.now() + dt.timedelta(minutes=said["minutes"]),
            by=request.user,
        ),
        done="Invited. Everybody in the room sees them arrive.",
        to=reverse("consultation-room", args=[one.pk]),
        template="school_link/consultation/form_page.html",
        context={"one": one, "title": "Invite a colleague"},
    )  # fmt: skip


@BOTH
def show_out(request: SignedInRequest, id: UUID, user: UUID) -> HttpResponse:
    """End an invitation of one's own side now."""
    one = queries.get_visible(id, request.user)
    guest = rooms.get_guest(one, user)
    if guest is None:
        raise NotFound
    rules.check_may_show_out(guest, rules.check_may_invite(one, request.user, rooms.is_let_in(one, request.user)))
    return confirm_page(
        request,
        act=lambda: actions.show_out(guest=guest, by=request.user),
        done=f"{guest.user.name} is no longer in the room.",
        to=reverse("consultation-room", args=[one.pk]),
        template="school_link/room/out.html",
        context={"one": one, "guest": guest},
    )


def _enter(request: SignedInRequest, one: "Consultation") -> None:
    """Raises: Refused."""
    if not rooms.is_let_in(one, request.user):
        actions.come_in(consultation=one, by=request.user)
    assert one.conversation is not None
    sessions.enter(request.session, one.conversation.pk)


def _who(request: SignedInRequest, one: "Consultation") -> Who:
    """As what they are in the room. Raises: NotFound, Refused."""
    if one.conversation is None:
        raise NotFound
    who = talks.who_is(request.user, one.conversation.pk)
    check_is_here(who, request.user)
    rules.check_has_entered(sessions.is_entered(request.session, who.conversation_id))
    if request.method == "GET":
        lease.read_all(who=who, by=request.user)
    return who


def _context(request: SignedInRequest, one: "Consultation", who: Who, form: Write | None) -> dict[str, object]:
    return {
        **_people(request, one), "talk": talks.shown(who), "form": form or empty(who), "refused": form,
        "advice": advice.advice_of(one), "writes": one.state in rules.OPEN,
        "can_write": message_rules.can_write(who, request.user),
    }  # fmt: skip


def _people(request: SignedInRequest, one: "Consultation") -> dict[str, object]:
    invites = one.state in rules.OPEN and request.user.pk in {one.lead_id, one.holder_id}
    said, now = one.coming_at, clock.now()
    return {
        "one": one, "people": rooms.people(one), "invites": invites, "is_holder": one.holder_id == request.user.pk,
        "my_side": side_of(one, request.user), "is_coming": said and said > now - SAID_FOR,
        "is_late": said and said < now, "is_over": one.state in OVER,
        "speakers": (one.lead_id, one.holder_id),
    }  # fmt: skip
