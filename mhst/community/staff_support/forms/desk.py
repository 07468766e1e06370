"""What those who support staff fill in. Nothing here is a score."""

import datetime as dt
from typing import Any

from django import forms

from mhst.community.staff_support.enums import ClosedBecause, OfferKind, SessionKind
from mhst.core import clock
from mhst.core.forms import DateField, MinuteField, OnceForm, PlainForm
from mhst.places.models import Organisation

KNOWN = (
    ("no", "No, I do not know them"),
    ("yes", "Yes, or I am not sure: somebody else should answer"),
)


class DoYouKnow(PlainForm):
    knows = forms.ChoiceField(
        label="Do you know this person?", choices=KNOWN, widget=forms.RadioSelect,
        help_text="From work, as a neighbour, a friend, family, or as somebody whom you have supported elsewhere.",
    )  # fmt: skip

    def clean_knows(self) -> bool:
        return bool(self.cleaned_data["knows"] == "yes")


class Assess(PlainForm):
    """The first talk, in words."""

    heard = forms.CharField(label="What we heard", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    plan = forms.CharField(
        label="What we agreed", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Who does what next, and what they do if it gets worse before then.",
    )  # fmt: skip
    went_through_help = forms.BooleanField(
        label="We went through the ways to get help now", required=False,
        help_text="They stand at the foot of this page.",
    )  # fmt: skip


class OfferTime(OnceForm):
    day = DateField(label="Day")
    minute = MinuteField(label="Time", earliest=7 * 60, latest=21 * 60, step=15)
    words = forms.CharField(
        label="Where, or how?", max_length=300, help_text="By phone, by video, or a place away from where they work."
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, minute = said.pop("day", None), said.pop("minute", None)
        starts_at: dt.datetime | None = clock.at_local(day, minute) if day and minute is not None else None
        return {**said, "kind": OfferKind.TIME, "starts_at": starts_at}


class Signpost(OnceForm):
    words = forms.CharField(
        label="Who else could help, and how are they reached?", max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "kind": OfferKind.SIGNPOST}


class Answer(OnceForm):
    words = forms.CharField(
        label="Your words to them", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read it when they come back with their code.",
    )  # fmt: skip


class Close(PlainForm):
    because = forms.ChoiceField(label="How does it end?", choices=ClosedBecause, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Words to them", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_because(self) -> ClosedBecause:
        return ClosedBecause(self.cleaned_data["because"])


class Hold(OnceForm):
    """A session with a team."""

    held_on = DateField(label="Held on")
    kind = forms.ChoiceField(label="What kind of session?", choices=SessionKind, widget=forms.RadioSelect)
    attended = forms.IntegerField(
        label="How many came?", min_value=0, max_value=500,
        help_text="Only the number, and never who. Fewer than five are kept as “fewer than 5”.",
    )  # fmt: skip

    def clean_kind(self) -> SessionKind:
        return SessionKind(self.cleaned_data["kind"])


class Employer(PlainForm):
    employer = forms.ChoiceField(
        label="Who employs you?", help_text="Some people want an answer from outside their own organisation."
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in organisations}
        self.fields["employer"].choices = [("", "Choose"), *((id, one.name) for id, one in self.by_id.items())]

    def clean_employer(self) -> Organisation:
        return self.by_id[self.cleaned_data["employer"]]
