"""One chat as a part of a page: what its template needs."""

import uuid
from typing import TYPE_CHECKING, Any

from realtime.enums import Audience
from realtime.forms.message import Write
from realtime.queries import closing_words, desk, first_words, group_room, identity, letter, visit
from realtime.queries import conversation as queries
from realtime.queries.participant import Who
from realtime.rules import message as rules
from realtime.rules import participant as leading
from realtime.rules.kind import readers_of
from realtime.rules.retention import may_hold
from realtime.views.opening import opening

if TYPE_CHECKING:
    from mhst.access.models import User


def panel(who: Who, user: "User", form: Write | None = None) -> dict[str, Any]:
    """`form` is what was sent and refused: to everybody, or to colleagues."""
    is_aside = form is not None and form.data.get("audience") == Audience.STAFF
    talk = queries.shown(who)
    return {
        "talk": queries.with_flags(talk) if who.is_staff else talk,
        "came_with": first_words.of_conversation(who.conversation_id) if who.is_staff else None,
        "closing": closing_words.of_conversation(who.conversation_id) if who.is_staff else [],
        **may(who, user),
        "figures": queries.figures() if who.is_staff else None,
        "form": empty(who) if form is None or is_aside else form,
        "aside": (form if is_aside else empty(who, Audience.STAFF)) if who.is_staff else None,
        "refused": form,
        "can_write": rules.can_write(who, user),
        "may_stop": who.is_open and not who.is_staff and leading.is_stopped_by_them(who),
        "says_goodbye": who.goodbye_id == who.id,
        "readers": readers_of(who.kind),
        "opening": opening(user, who.conversation_id) if who.is_staff else "",
        "answered_from": None if who.is_staff or not who.is_open else letter.answered_from(who),
        "opened": [] if who.is_staff else identity.told_to(user),
        "way_back": group_room.way_back(who, user),
    }


def may(who: Who, user: "User") -> dict[str, Any]:
    """What staff are offered to do in it now; also where a page that is open asks for that alone."""
    return {
        "was_stopped": who.is_staff and visit.was_stopped(who.conversation_id),
        "leads": who.helps_id == who.id,
        "may_end": leading.may_end_here(who, user),
        "may_hand_over": leading.may_hand_over_here(who, user),
        "may_hold": who.is_staff and may_hold(who.conversation, user),
        "visit": desk.held_of(user, who.conversation_id) if who.is_staff else None,
    }


def empty(who: Who, audience: Audience = Audience.OPEN) -> Write:
    initial = {"mid": uuid.uuid4(), "epoch": who.epoch, "audience": audience}
    return Write(initial=initial, audience=audience, named=str(who.conversation_id))
