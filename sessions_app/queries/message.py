"""The outbox: what is due, and what could not be sent."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.urls import reverse

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.queries import young_person
from sessions_app.enums import Channel, MessageState
from sessions_app.models import Message

#: As many as one sweep sends: what is left waits a minute, so that the worker's other sweeps are not kept waiting.
AT_ONCE = 50
A_PAGE = 20
A_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Failed:
    """One message that could not be sent, as this viewer may know it: whose it is only where they may see them."""

    message: Message
    to: str
    about: str
    name: str = ""
    href: str = ""

    @property
    def is_too_late(self) -> bool:
        """Whether trying again would be of no use."""
        return self.message.not_after is not None and self.message.not_after <= clock.now()


@dataclass(frozen=True)
class Counts:
    """How the outbox is."""

    waiting: int
    tried_again: int
    sent: int
    failed: int


def written_about(occasions: Iterable[str]) -> list[tuple[str, dt.datetime]]:
    """The key of each message about one of these occasions, by how it begins, and when it was written; the last first.
    One query."""
    about = reduce(or_, (Q(key__startswith=each) for each in occasions))
    return list(Message.objects.filter(about).order_by("-created_at").values_list("key", "created_at"))


def due() -> list[UUID]:
    """Messages whose time has come, the longest due first. For the worker: it starts from no viewer."""
    return list(Message.objects.due(clock.now()).values_list("pk", flat=True)[:AT_ONCE])


def get_visible(id: UUID, viewer: User) -> Message:
    """Raises: NotFound when it is no message of the viewer's to mend."""
    found = _visible_to(viewer).filter(pk=id).first()
    if found is None:
        raise NotFound("We could not find that message.")
    return found


def could_not_be_sent(viewer: User, *, page: str = "1") -> Page[Failed]:
    """Those that a person has to decide about, the newest first. Four queries, however many."""
    rows = _visible_to(viewer).filter(state=MessageState.FAILED).order_by("-not_before", "pk")
    found = Paginator(rows.select_related("preference__young_person", "preference__parent"), A_PAGE).get_page(page)
    found.object_list = _shown(list(found.object_list), viewer)
    return found


def counts(viewer: User) -> Counts:
    waits = Q(state__in=[MessageState.WAITING, MessageState.SENDING])
    since = clock.now() - A_WEEK
    told = _visible_to(viewer).aggregate(
        waiting=Count("pk", filter=waits),
        tried_again=Count("pk", filter=waits & ~Q(problem="")),
        sent=Count("pk", filter=Q(sent_at__gte=since)),
        failed=Count("pk", filter=Q(state=MessageState.FAILED)),
    )
    return Counts(**told)


def masked(address: str, channel: str) -> str:
    """Enough of an address to know it again, and too little to use it."""
    if channel == Channel.TEXT:
        return f"number ending in {address[-3:]}"
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}… at {domain}"


def _visible_to(viewer: User) -> Any:
    return check.visible(Message.objects.all(), viewer, Permission.MESSAGE_MEND)


def _shown(messages: list[Message], viewer: User) -> list[Failed]:
    about = [message.preference.young_person_id for message in messages if message.preference]
    by_name = set(young_person.visible_to(viewer).filter(pk__in=about).values_list("pk", flat=True))
    opened = young_person.visible_to(viewer, Permission.YOUNG_PERSON_VIEW).filter(pk__in=about)
    records = set(opened.values_list("pk", flat=True))
    return [_failed(message, by_name, records) for message in messages]


def _failed(message: Message, by_name: set[UUID], records: set[UUID]) -> Failed:
    way = message.preference
    to, about = masked(message.address or "", message.channel), json.loads(message.details or "{}").get("when", "")
    if way is None or way.young_person_id not in by_name:
        return Failed(message, to, about)
    page = "contact" if way.young_person_id in records else "people:pupil"
    name = f"{way.parent.name}, for {way.young_person.name}" if way.parent else way.young_person.name
    return Failed(message, to, about, name, reverse(page, args=[way.young_person_id]))
