"""Ways in which people agreed to be written to. One is never edited: it ends, and another begins."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.people.models import ParentOrGuardian, YoungPerson
from sessions_app.actions import message
from sessions_app.enums import Channel, MessageState, Problem
from sessions_app.models import ContactPreference, Message
from sessions_app.rules import contact as rules


@action
def agree(
    *,
    young_person: YoungPerson,
    parent: ParentOrGuardian | None,
    channel: Channel,
    address: str,
    reminders: bool,
    letters: bool,
    agreed_on: dt.date,
    by: Actor,
) -> ContactPreference:
    """Write down that somebody may be written to like this. Raises: Refused."""
    way = ContactPreference(
        young_person=young_person, parent=parent, channel=channel, address=address, reminders=reminders,
        letters=letters, agreed_on=agreed_on,
    )  # fmt: skip
    rules.check_can_agree(way, by)
    way.save()
    return way


@action
def change(
    *, preference: ContactPreference, address: str, reminders: bool, letters: bool, agreed_on: dt.date, by: Actor
) -> ContactPreference:
    """Another address or purpose for the same channel; what waits for the old one is not sent. Raises: Refused."""
    end(preference=preference, by=by)
    return agree(
        young_person=preference.young_person, parent=preference.parent, channel=Channel(preference.channel),
        address=address, reminders=reminders, letters=letters, agreed_on=agreed_on, by=by,
    )  # fmt: skip


@action
def end(*, preference: ContactPreference, by: Actor) -> None:
    """Write to them like this no more, from now on: what waits is not sent. Raises: Refused if it has ended."""
    rules.check_can_change(preference.young_person, by)
    way = ContactPreference.objects.select_for_update().get(pk=preference.pk)
    if way.ended_on:
        raise Refused("This has been ended already.", code="ended")
    way.ended_on = clock.today()
    way.save()
    for waiting in Message.objects.filter(preference=way, state=MessageState.WAITING):
        message.withdraw(message=waiting, why=Problem.NOT_AGREED, by=by)
