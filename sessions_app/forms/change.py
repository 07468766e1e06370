"""Changing what is booked."""

from collections.abc import Sequence
from copy import copy
from typing import Any, Generic, TypeVar

from django import forms

from mhst.core.errors import Conflict, DomainError
from mhst.core.forms import DateField, MinuteField, Option, PlainForm
from mhst.people.models import YoungPerson
from mhst.places.models import Room
from mhst.places.models.room import EARLIEST, LATEST
from sessions_app.enums import CancelReason
from sessions_app.forms.offer import OneOfTheTimes
from sessions_app.forms.summer import AsksAboutSummer
from sessions_app.models import Programme, Series, SupportSession
from sessions_app.planner.offer import Offer
from sessions_app.queries.joining import Candidate
from sessions_app.queries.offer_page import when

Thing = TypeVar("Thing", SupportSession, Series, Programme)

#: Who is absent is said on a page of its own, which also offers the time to somebody else.
CANCEL_REASONS = [choice for choice in CancelReason.choices if choice[0] != CancelReason.ABSENT]


class Seen(PlainForm, Generic[Thing]):
    """Carries the version of what is changed as it was when the page was shown, so that an old page changes nothing."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Thing, **kwargs: Any) -> None:
        self.of: Thing = of
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = of.version

    def seen(self) -> Thing:
        """What is changed, of the version that the person has seen."""
        thing, version = copy(self.of), self.cleaned_data.get("version")
        thing.version = self.of.version if version is None else version
        return thing

    def given(self) -> dict[str, Any]:
        """What was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def refuse(self, refused: DomainError) -> None:
        """Whoever has read what changed in the meantime may send the same again."""
        super().refuse(refused)
        if isinstance(refused, Conflict):
            self.put(version=self.of.version)


class Move(Seen[SupportSession]):
    """One session to another date, time or room."""

    date = DateField(label="New date")
    start_minute = MinuteField(label="New start", earliest=EARLIEST, latest=LATEST - 15)
    room = forms.ChoiceField(label="Room")

    def __init__(self, *args: Any, rooms: Sequence[Room], **kwargs: Any) -> None:
        self.rooms = {str(room.pk): room for room in rooms}
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [(id, room.name) for id, room in self.rooms.items()]

    def clean_room(self) -> Room:
        return self.rooms[self.cleaned_data["room"]]


class MoveRest(AsksAboutSummer, Seen[SupportSession]):
    """This session and all later ones."""

    date = DateField(label="New date of this session", help_text="The later ones follow in the weeks after it.")
    start_minute = MinuteField(
        label="New start", earliest=EARLIEST, latest=LATEST - 15, required=False,
        help_text="Leave it empty to keep each session's own time.",
    )  # fmt: skip


class Cancel(AsksAboutSummer, Seen[SupportSession]):
    """One session."""

    reason = forms.ChoiceField(label="Why is it cancelled?", choices=CANCEL_REASONS, widget=forms.RadioSelect)
    add_at_end = forms.BooleanField(label="Add a session at the end instead", required=False)


class Skip(AsksAboutSummer, Seen[SupportSession]):
    """One week."""

    note = forms.CharField(
        label="Why is this week left out?", max_length=120,
        help_text="A few words for the school, such as: school trip. Do not name anybody.",
    )  # fmt: skip
    add_at_end = forms.BooleanField(label="Let the run last a week longer", required=False, initial=True)


class Revive(Seen[SupportSession]):
    """A button: nothing is filled in."""


class ApplyRule(Seen[SupportSession]):
    """A button, with the day to which the session moves by what is said beside it; none when the week is left out."""

    to = forms.DateField(required=False, widget=forms.HiddenInput)


class CancelRun(Seen[Series]):
    """The whole run."""

    reason = forms.ChoiceField(label="Why is it cancelled?", choices=CANCEL_REASONS, widget=forms.RadioSelect)
    sure = forms.BooleanField(label="All sessions that are still to come are to be cancelled")


class TakeOut(Seen[Series]):
    """All that is to come of sessions that are one young person's own."""

    reason = forms.ChoiceField(label="Why do they end?", choices=CANCEL_REASONS, widget=forms.RadioSelect)


class Pause(Seen[Series]):
    note = forms.CharField(
        label="Why is it paused?", max_length=120,
        help_text="A few words for the school, such as: the hall is being repaired. Do not name anybody.",
    )  # fmt: skip


class AddPupil(PlainForm):
    """One more young person, to a place or to the waiting list."""

    pupil = forms.ChoiceField(label="Pupil")

    def __init__(self, *args: Any, pupils: Sequence[Candidate], **kwargs: Any) -> None:
        self.pupils = {str(c.person.pk): c.person for c in pupils}
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = [("", "Choose a pupil"), *((str(c.person.pk), _named(c)) for c in pupils)]

    def clean_pupil(self) -> YoungPerson:
        return self.pupils[self.cleaned_data["pupil"]]


def _named(candidate: Candidate) -> str:
    """With the other run they are in: a list to choose from has no room for a hint of its own."""
    taken = candidate.elsewhere.rstrip(".")
    return f"{candidate.person.name} ({taken})" if taken else str(candidate.person.name)


def where_it_is(session: SupportSession) -> dict[str, Any]:
    """What a form for moving starts with."""
    return {"date": session.date, "start_minute": session.start_minute, "room": str(session.room_id or "")}


class Resume(Seen[Series], OneOfTheTimes):
    """One of the times at which a paused run can go on."""

    question = "When does it go on?"

    def shown(self, offer: Offer) -> Option:
        return Option(when(offer), " ".join(offer.reasons))
