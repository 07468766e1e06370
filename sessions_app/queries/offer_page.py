"""Offers in words, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mhst.access.models import User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from mhst.places.models import Room, School
from sessions_app.models import SupportSession
from sessions_app.planner.offer import Offer, Slot


@dataclass(frozen=True)
class ShownOffer:
    """An offer, where it would be, and who would hold it, the lead first; `first` in time that was left free."""

    offer: Offer
    room: Room | None
    practitioners: list[Practitioner]
    first: SupportSession | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every date of the run, with its number as it will be."""
        return self.offer.with_first(self.first.date, self.first.start_minute) if self.first else self.offer.slots

    @property
    def title(self) -> str:
        return when(self.offer)

    @property
    def all_dates(self) -> str:
        return f"All dates and times, {self.offer.first_on:%A}s"

    @property
    def hidden(self) -> str:
        return f": {self.title}"

    @property
    def where(self) -> str:
        return f"{self.room}. {self.room.directions}" if self.room else "No room"

    @property
    def who(self) -> str:
        return " and ".join(person.user.name for person in self.practitioners)


def shown(
    viewer: User, school: School, found: Sequence[Offer], *, freed: SupportSession | None = None
) -> list[ShownOffer]:
    """Offers for a school, with names: two queries, however many. None where the viewer may not see its sessions.

    `freed` is the time of today in which the first session is held.
    """
    if not viewer.can(Permission.GROUP_VIEW, school):
        return []
    rooms = Room.objects.filter(school=school).in_bulk({offer.room for offer in found if offer.room})
    people = Practitioner.objects.select_related("user", "team").in_bulk({id for o in found for id in o.practitioners})
    return [
        ShownOffer(
            o, rooms.get(o.room) if o.room else None, [people[id] for id in o.practitioners if id in people], freed
        )
        for o in found
    ]  # fmt: skip


def when(offer: Offer) -> str:
    """ "Wednesdays from 25 November 2026, 10:00", or with all its times where they change from week to week."""
    starts = [f"{clock.time_of(minute):%H:%M}" for minute in offer.starts]
    time = starts[0] if len(starts) == 1 else f"at {', '.join(starts[:-1])} or {starts[-1]}"
    return f"{offer.first_on:%A}s from {offer.first_on:%-d %B %Y}, {time}"
