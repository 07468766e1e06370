"""Who may be in a conversation, and who may change who is."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from realtime.enums import COME_BACK_WITHIN, ConversationState, Part, Pause
from realtime.queries.participant import Who
from realtime.rules import refuse
from realtime.rules.kind import KINDS


def check_may_take_part(conversation: Any, part: str, user: Actor) -> None:
    """Raises: Refused unless this part is one of its kind and the person's roles or grants allow it now."""
    needs = KINDS[conversation.kind].needs
    if part not in needs:
        refuse("no-role")
    permission = needs[Part(part)]
    if permission is not None and not user.can(permission, conversation):
        refuse("no-role")


def check_is_here(who: Who | None, user: Any) -> None:
    """Whether somebody may follow a conversation: they are in it and their role still allows it. Raises: Refused."""
    if who is None or who.user_id != user.pk:
        refuse("not-found")
    if who.state == ConversationState.ERASED:
        refuse("erased")
    if who.has_left:
        refuse("left")
    if not who.is_active:
        refuse("signed-out")
    check_may_take_part(who.conversation, who.part, user)


def check_has_entered(who: Who, has_entered: bool) -> None:
    """Where one must enter by a page that asks who one is. Raises: Refused."""
    if KINDS[who.kind].is_entered and not has_entered:
        refuse("not-entered")


def check_may_lead(conversation: Any, helps: Any, by: Actor) -> None:
    """Whether `by` may assign, hand over or end: who helps now, and whoever supervises; of messages between visits
    whoever may answer them. Raises: Refused."""
    if helps is not None and f"user:{helps.user_id}" == by.audit_id and helps.left_at is None:
        return
    if KINDS[conversation.kind].any_ends and by.can(Permission.CONVERSATION_COUNSEL, conversation):
        return
    by.require(Permission.CONVERSATION_SUPERVISE, conversation)


def may_end_here(who: Who, user: Actor) -> bool:
    """Whether a page of now offers the staff to end it."""
    if not KINDS[who.kind].is_between_two:
        return False
    works = who.helps_id == who.id or (KINDS[who.kind].any_ends and who.part == Part.WORKER)
    leads = works or user.can(Permission.CONVERSATION_SUPERVISE, who.conversation)
    return who.is_staff and who.is_open and leads


def may_hand_over_here(who: Who, user: Actor) -> bool:
    """The same of handing it over, where one helps."""
    return KINDS[who.kind].one_helps and may_end_here(who, user)


def may_look_in(conversation: Any, user: Actor) -> bool:
    """Whether a page of now offers somebody who is not in it to come in and be seen there; a room of several has a page
    of its own. After the end they are let in where something asks for it, see `check_may_come_in`."""
    return KINDS[conversation.kind].is_between_two and supervises(conversation, user)


def supervises(conversation: Any, user: Actor) -> bool:
    """Whether somebody answers by their role for those whom it is for, while its words are kept. Consultations and
    workshops are for nobody under a nickname, and no role of ours reaches into them."""
    is_for_somebody = Part.PERSON in KINDS[conversation.kind].needs
    may = is_for_somebody and user.can(Permission.CONVERSATION_SUPERVISE, conversation)
    return may and conversation.state != ConversationState.ERASED


def check_may_come_in(conversation: Any, part: str, asks: Callable[[], bool]) -> None:
    """`asks` says whether words in it are marked, or somebody was thought to be in danger: then whoever looks in does
    so after the end, too. Raises: Refused."""
    if part == Part.OBSERVER and conversation.state == ConversationState.ENDED and asks():
        return
    check_is_open(conversation)


def may_help(conversation: Any, user: Any) -> bool:
    """Whether somebody who helps still can: their account is open, and their role allows it."""
    needs = KINDS[conversation.kind].needs[Part.WORKER]
    return user.is_active and (needs is None or user.can(needs, conversation))


def check_may_leave(conversation: Any, who: Any) -> None:
    """Nobody leaves a young person alone in a chat; after the end all keep what they have of it. Raises: Refused."""
    check_is_open(conversation)
    if conversation.helps_id == who.pk and KINDS[conversation.kind].keeps_who_helps:
        refuse("alone")


def check_may_end(
    conversation: Any, helps: Any, pauses: Iterable[tuple[str, dt.datetime]], is_escalated: bool, by: Actor
) -> None:
    """`pauses` are those of whom it is for. Nobody who may be in danger, or has just left the page, is left behind; but
    a moderated room, where somebody always does, ends at its time, and to messages between visits nobody is expected
    back. Raises: Refused."""
    check_may_lead(conversation, helps, by)
    if is_escalated:
        refuse("escalated")
    if KINDS[conversation.kind].holds_posts or KINDS[conversation.kind].any_ends:
        return
    if any(pause == Pause.LEFT_PAGE and clock.now() < since + COME_BACK_WITHIN for pause, since in pauses):
        refuse("may-come-back")


def check_may_erase(was_raised: bool) -> None:
    """What belongs to a concern is kept with it, also where it was raised after the words were listed. Raises:
    Refused."""
    if was_raised:
        raise Refused("Somebody in it may have been in danger. It is kept with what was done about that.", code="kept")


def check_may_stop(who: Who | None, user: Any) -> None:
    """Whom it is for; a room of several they only leave. Raises: Refused."""
    check_is_here(who, user)
    assert who is not None
    if not stops_by_leaving(who):
        refuse("not-found")


def stops_by_leaving(who: Who) -> bool:
    """Whether who leaves for good ends it, as whoever wants to stop does: nobody else is left to go on."""
    return who.part == Part.PERSON and is_stopped_by_them(who)


def is_stopped_by_them(who: Who) -> bool:
    """Whether it is between one young person and us, and over when they want."""
    return KINDS[who.kind].is_between_two


def check_is_open(conversation: Any) -> None:
    """Raises: Refused."""
    if conversation.state != ConversationState.OPEN:
        refuse(conversation.state)
