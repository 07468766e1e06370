"""What is kept about a team, and the names of its clusters."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mhst.core.forms import Option, PhoneField, PlainForm
from mhst.places.enums import TeamKind
from mhst.places.models import Organisation


class TeamReachedForm(PlainForm):
    """How a team is reached."""

    phone = PhoneField(
        label="Phone number",
        required=False,
        help_text="For partners and families. Left empty, they are given that of the whole service.",
    )
    email = forms.EmailField(label="Email address", required=False, help_text="One that several people read")


class TeamForm(TeamReachedForm):
    """Its name and kind, who leads it and employs its people, and how it is reached.

    `stays` is the kind of a team that works: the others are shown, and cannot be chosen.
    """

    name = forms.CharField(label="Name", max_length=160, help_text="As schools and families know it")
    kind = forms.ChoiceField(label="What kind of team is it?", widget=forms.RadioSelect)
    led_by = forms.ChoiceField(
        label="Who leads it?",
        help_text="People with a role at this organisation, such as a safeguarding lead, see the work of the team",
    )
    employers = forms.MultipleChoiceField(
        label="Who employs its people?",
        widget=forms.CheckboxSelectMultiple,
        help_text="A practitioner of the team is employed by one of these",
    )
    field_order = ["name", "kind", "led_by", "employers", "phone", "email"]

    def __init__(self, *args: Any, organisations: Iterable[Organisation], stays: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        named = [(id, each.name) for id, each in self.organisations.items()]
        self.fields["led_by"].choices = [("", "Choose"), *named]
        self.fields["employers"].choices = named
        self.fields["kind"].choices = [
            (value, Option(label, disabled=bool(stays) and value != stays)) for value, label in TeamKind.choices
        ]
        if stays:
            self.fields["kind"].help_text = "The team works already, so its kind stays"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [self.organisations[id] for id in cleaned.get("employers", [])]
        return cleaned | {"led_by": self.organisations.get(cleaned.get("led_by", "")), "employers": chosen}


class ClusterForm(PlainForm):
    """What the team calls it."""

    name = forms.CharField(label="Name", max_length=80, help_text="Such as the town that its schools are in")
