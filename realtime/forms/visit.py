import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.core.forms import OnceForm, PlainForm
from realtime.enums import Feeling, RaisedBecause, Urgency
from realtime.forms.free_time import FreeTime
from realtime.protocol import MOST_CHARACTERS
from realtime.rules.visit import MOST_BANDS


class Begin(PlainForm):
    """What somebody may say before they wait; all of it optional."""

    feelings = forms.MultipleChoiceField(
        label=_("How do you feel?"), choices=Feeling.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Pick as many as you like, or none."),
    )  # fmt: skip
    on_mind = forms.CharField(
        label=_("What is on your mind?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000,
        help_text=_("Only the counsellor who talks with you reads this, and whoever supervises them."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("How urgent does it feel?"), choices=Urgency.choices, widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    same_again = forms.BooleanField(label=_("I would like to talk with the same person as last time"), required=False)

    def __init__(self, *args: Any, knows_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not knows_somebody:
            del self.fields["same_again"]


class Letter(OnceForm):
    """A message that is answered later."""

    words = forms.CharField(
        label=_("Your message"), widget=forms.Textarea(attrs={"rows": 5}), max_length=MOST_CHARACTERS,
        error_messages={"required": _("Write your message first")},
    )  # fmt: skip

    def clean_once(self) -> UUID:
        """From the page of a chat that is over it comes under the id that it had there."""
        self.cleaned_data["once"] = self.cleaned_data["once"] or self.fields["once"].clean(self.data.get("mid"))
        return super().clean_once()


class Book(PlainForm):
    """A time that is free."""

    at = FreeTime(label=_("When?"), error_messages={"required": _("Choose a time")})

    def __init__(self, *args: Any, times: list[dt.datetime], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["at"].offer(times)


class Raise(PlainForm):
    """Why somebody is moved up, and how far."""

    because = forms.ChoiceField(label="Why?", choices=[("", "Choose"), *RaisedBecause.choices])
    bands = forms.TypedChoiceField(
        label="How far?", coerce=int,
        choices=[(n, f"As if they had come {n * 10} minutes earlier") for n in range(1, MOST_BANDS + 1)],
    )  # fmt: skip
