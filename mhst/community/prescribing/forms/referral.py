import datetime as dt
from typing import Any

from django import forms

from mhst.community.forms.referral import Agreement
from mhst.community.prescribing.enums import CameOf, ClosedBecause, Next, Outcome, Owner, Way
from mhst.community.prescribing.words import QUESTIONS
from mhst.core import clock
from mhst.core.forms import DateField, MinuteField, OnceForm, PlainForm
from mhst.places.models import Team

#: That an agreement is taken back is written down on the record.
ENDS = [choice for choice in ClosedBecause.choices if choice[0] != ClosedBecause.TAKEN_BACK]


def _words(label: str, *, rows: int = 4, most: int = 4000, required: bool = True, hint: str = "") -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=box)


class Refer(OnceForm, Agreement):
    """Why, and who agreed to it."""

    team = forms.ChoiceField(label="Which link workers?")
    reason = _words("Why would a link worker help?", hint="What they miss, and what they have tried.")
    field_order = ("team", "reason", "giver", "assessment", "agreed_how", "agreed_on")

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in teams}
        self.fields["team"].choices = [("", "Choose"), *((id, one.name) for id, one in self.by_id.items())]
        if len(teams) == 1:
            self.initial.setdefault("team", next(iter(self.by_id)))

    def clean_team(self) -> Team:
        return self.by_id[self.cleaned_data["team"]]

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("team", "reason", "once")} | {"agreed": self.agreed()}


class Try(OnceForm):
    """A try to reach them."""

    day = DateField(label="Day")
    minute = MinuteField(label="Time", earliest=8 * 60, latest=20 * 60, step=15)
    way = forms.ChoiceField(label="How?", choices=Way, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label="What came of it?", choices=Outcome, widget=forms.RadioSelect)
    note = _words("Anything to know for next time?", rows=2, most=1000, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        day, minute = said.pop("day", None), said.pop("minute", None)
        at: dt.datetime | None = clock.at_local(day, minute) if day and minute is not None else None
        return {**said, "at": at}


class SayNext(PlainForm):
    next = forms.ChoiceField(label="What follows?", choices=Next, widget=forms.RadioSelect)

    def clean_next(self) -> Next:
        return Next(self.cleaned_data["next"])


class Matters(PlainForm):
    matters = _words("What matters to me", rows=8, hint="In their own words, as “I”. Write what they say.")


class AddStep(OnceForm):
    words = _words("What is to be done?", rows=2, most=500)
    owner = forms.ChoiceField(label="Whose is it?", choices=Owner, widget=forms.RadioSelect)
    due_on = DateField(label="Until when?", required=False)


class Introduce(OnceForm):
    service = forms.CharField(label="Which service or group?", max_length=160)
    on = DateField(label="When?")
    went_with = forms.BooleanField(label="I went with them", required=False)


class WhatCame(PlainForm):
    came_of = forms.ChoiceField(label="What came of it?", choices=CameOf, widget=forms.RadioSelect)
    words = _words("In their words", rows=3, most=1000, required=False)


class ReviewIt(PlainForm):
    held_on = DateField(label="When was it?")
    words = _words("How is it now?", rows=6, hint="What has changed, what has not, and what they want next.")


class Wellbeing(OnceForm):
    """The four questions of the ONS, in their order and their words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = [("", "Rather not say"), *((str(number), str(number)) for number in range(11))]
        for name, _, question in QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=question, choices=scores, coerce=int, empty_value=None, required=False
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        once = said.pop("once", None)
        if not self.errors and all(value is None for value in said.values()):
            raise forms.ValidationError("Choose an answer to at least one question.")
        return {"answers": said, "once": once}


class Close(PlainForm):
    because = forms.ChoiceField(label="How does it end?", choices=ENDS, widget=forms.RadioSelect)
    words = _words("What they take with them", rows=4, most=2000, required=False)
    keeps_reviews = forms.BooleanField(
        label="Still ask how it is after three, six and twelve months", required=False, initial=True
    )

    def clean_because(self) -> ClosedBecause:
        return ClosedBecause(self.cleaned_data["because"])
