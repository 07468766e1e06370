"""By which ways people agreed to be written to. Without a row nobody is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import ParentOrGuardian, YoungPerson
from mhst.people.queries import consent
from mhst.people.queries.beside import Beside
from sessions_app.enums import Channel, Rater
from sessions_app.models import ContactPreference, Message, Referral

MESSAGES_SHOWN = 20


@dataclass(frozen=True)
class ContactPage:
    """What one page says of a young person: the ways that hold, those that have ended, and what was written."""

    consent: ConsentState
    ways: list[ContactPreference]
    ended: list[ContactPreference]
    messages: list[Message]

    @property
    def may_be_written_to(self) -> bool:
        return self.consent == ConsentState.GIVEN


def page_of(person: YoungPerson) -> ContactPage:
    found = list(_of(person).order_by("-agreed_on", "-created_at"))
    messages = Message.objects.filter(preference__in=found).order_by("-created_at")
    return ContactPage(
        consent=_consent(person),
        ways=[way for way in found if way.ended_on is None],
        ended=[way for way in found if way.ended_on],
        messages=list(messages.select_related("preference__parent")[:MESSAGES_SHOWN]),
    )


def get(id: UUID, person: YoungPerson) -> ContactPreference:
    """A way that holds, of somebody whom the caller has been shown. Raises: NotFound."""
    found = _of(person).filter(pk=id, ended_on__isnull=True).first()
    if found is None:
        raise NotFound("We could not find that. It may have been ended in the meantime.")
    return found


def still_agreed(way: ContactPreference) -> bool:
    """Whether it holds now: not ended, the parent still to be contacted, and consent to contact given."""
    parent_may = way.parent is None or way.parent.may_be_contacted
    return way.ended_on is None and parent_may and _consent(way.young_person) == ConsentState.GIVEN


def ways_to(referral: Referral, rater: str) -> list[ContactPreference]:
    """How the young person, or their parents or guardians, may be sent a link: as they agreed, and as still holds."""
    if referral.young_person is None:
        return []
    asked = _of(referral.young_person).filter(
        reminders=True, ended_on__isnull=True, parent__isnull=rater != Rater.PARENT
    )
    return [way for way in asked.order_by("channel") if still_agreed(way)]


def has_way(person: YoungPerson, parent: ParentOrGuardian | None, channel: str) -> bool:
    """Whether they agreed to this channel already."""
    return _of(person).filter(parent=parent, channel=channel, ended_on__isnull=True).exists()


def beside(person: YoungPerson, viewer: User) -> Beside:
    """For the page of the record: who is written to, never where."""
    ways: Sequence[ContactPreference] = _of(person).filter(ended_on__isnull=True)
    said = [f"{who(way)}: {Channel(way.channel).label.lower()}, for {purposes(way)}." for way in ways]
    return Beside(
        heading="Messages",
        sentences=said or ["Nobody has agreed to be written to, so nobody is."],
        link="Ways to be written to, and what was sent",
        href=reverse("contact", args=[person.pk]),
    )


def who(way: ContactPreference) -> str:
    return way.parent.name if way.parent else way.young_person.name


def purposes(way: ContactPreference) -> str:
    """What it is agreed for, in words."""
    return " and ".join([name for name, wanted in (("reminders", way.reminders), ("letters", way.letters)) if wanted])


def _of(person: YoungPerson) -> Any:
    return ContactPreference.objects.filter(young_person=person).select_related("young_person", "parent")


def _consent(person: YoungPerson) -> ConsentState:
    return consent.states_for([person], ConsentKind.CONTACT, clock.today())[person.pk]
