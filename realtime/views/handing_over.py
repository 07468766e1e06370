"""A chat goes on with somebody else, and whoever had it says goodbye."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from mhst.access.requests import SignedInRequest
from mhst.core.errors import NotFound
from mhst.core.form_page import form_page
from mhst.core.forms import posted
from realtime.actions import conversation as conversations
from realtime.actions import visit as visits
from realtime.forms.desk import HandOver
from realtime.queries import desk as queries
from realtime.queries import participant as people
from realtime.rules.kind import KINDS
from realtime.rules.participant import check_is_open, check_may_lead
from realtime.views import desk


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest, id: UUID) -> HttpResponse:
    """By who helps; or, also from the board, by whoever supervises: for a counsellor who cannot."""
    talk = queries.to_lead(request.user, id)
    if not KINDS[talk.kind].one_helps:
        raise NotFound
    check_is_open(talk)
    check_may_lead(talk, talk.helps, request.user)
    visit = queries.visit_of(id)
    colleagues = queries.to_hand_to(talk)
    form = HandOver(posted(request), colleagues=colleagues, initial={"epoch": talk.epoch})

    def do(said: dict[str, Any]) -> None:
        form.put(epoch=talk.epoch)  # pressed again, they know who helps now
        if visit is not None:
            visits.hand_over(visit=visit, by=request.user, **said)
        else:
            conversations.hand_over(conversation=talk, by=request.user, **said)

    nickname = people.names_in(id)
    mine = talk.helps is not None and talk.helps.user_id == request.user.pk
    return form_page(
        request,
        form=form,
        act=do,
        done=f"Handed over. You can still say goodbye to {nickname}; leave when you have." if mine else "Handed over.",
        # On a desk with several chats, the words that follow go to this one.
        to=desk.at(id) if mine else reverse("counselling-board"),
        template="realtime/conversation/hand_over.html",
        context={"colleagues": colleagues, "nickname": nickname, "mine": mine, "helps": talk.helps},
    )
