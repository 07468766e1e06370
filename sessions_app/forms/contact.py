"""How somebody agreed to be written to."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_email

from mhst.core import clock
from mhst.core.forms import DateField, Option, PlainForm
from mhst.people.models import ParentOrGuardian, YoungPerson
from sessions_app import delivery
from sessions_app.enums import Channel
from sessions_app.models import ContactPreference

MOBILE = re.compile(r"(?:\+44|0044|0)(7\d{9})")
PURPOSES = (
    ("reminders", Option("Reminders", "When an appointment is, and links to questions to answer.")),
    ("letters", Option("Letters")),
)


class Change(PlainForm):
    """Where to, and what for."""

    address = forms.CharField(max_length=254, label="Mobile number or email address")
    purposes = forms.MultipleChoiceField(
        choices=PURPOSES, widget=forms.CheckboxSelectMultiple, label="What did they agree to be sent?"
    )
    agreed_on = DateField(label="Day they agreed")

    def __init__(self, *args: Any, fixed: Channel | None = None, **kwargs: Any) -> None:
        self.fixed = fixed
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].latest = clock.today()
        if fixed:
            self.fields["address"].label = "Mobile number" if fixed == Channel.TEXT else "Email address"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        channel = self.fixed or given.get("channel")
        if channel and given.get("address"):
            given["address"] = self._address(channel, given["address"])
        return given

    def _address(self, channel: str, typed: str) -> str:
        try:
            return mobile(typed) if channel == Channel.TEXT else _email(typed)
        except forms.ValidationError as error:
            self.add_error("address", error)
            return typed

    def answers(self) -> dict[str, Any]:
        """What an action is told."""
        given = self.cleaned_data
        wanted = {name: name in given["purposes"] for name, _ in PURPOSES}
        return {"address": given["address"], "agreed_on": given["agreed_on"], **wanted}


class Agree(Change):
    """Who agreed, by which channel, where to, and what for."""

    field_order = ["who", "channel", "address", "purposes", "agreed_on"]
    who = forms.ChoiceField(widget=forms.RadioSelect, label="Who agreed to be written to?")
    channel = forms.ChoiceField(widget=forms.RadioSelect, label="How are they written to?")

    def __init__(self, *args: Any, person: YoungPerson, parents: Sequence[ParentOrGuardian], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents: dict[str, ParentOrGuardian | None] = {"self": None, **{str(one.pk): one for one in parents}}
        self.fields["who"].choices = [("self", person.name), *((str(one.pk), _shown(one)) for one in parents)]
        self.fields["channel"].choices = [(c.value, c.label) for c in Channel if delivery.can_send(c)]

    def answers(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**super().answers(), "parent": self.parents[given["who"]], "channel": Channel(given["channel"])}


def now(way: ContactPreference) -> dict[str, Any]:
    """What the form for a change starts with."""
    wanted = [name for name, _ in PURPOSES if getattr(way, name)]
    return {"address": way.address, "purposes": wanted, "agreed_on": clock.today()}


def mobile(typed: str) -> str:
    """The number as every network takes it. Raises: ValidationError."""
    found = MOBILE.fullmatch(re.sub(r"[\s().-]", "", typed))
    if found is None:
        raise forms.ValidationError("Enter a UK mobile number like 07700 900 982", code="mobile")
    return f"+44{found[1]}"


def _email(typed: str) -> str:
    try:
        validate_email(typed)
    except forms.ValidationError:
        raise forms.ValidationError("Enter an email address like name@example.org", code="email") from None
    return typed


def _shown(parent: ParentOrGuardian) -> Option:
    label = f"{parent.name}, {parent.get_relationship_display().lower()}"
    why_not = "" if parent.may_be_contacted else "The record does not say that they may be contacted."
    return Option(label, why_not, disabled=bool(why_not))
