"""Who pays for which team, and from when to when."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mhst.core.forms import DateField, PlainForm
from mhst.places.models import Organisation, Team


class DaysForm(PlainForm):
    """From the first day to the last."""

    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty if it goes on.")


class CommissionForm(DaysForm):
    """An organisation and a team that it pays for."""

    organisation = forms.ChoiceField(label="Who pays?")
    team = forms.ChoiceField(label="For which team?")
    field_order = ["organisation", "team", "starts_on", "ends_on"]

    def __init__(self, *args: Any, organisations: Iterable[Organisation], teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {
            "organisation": {str(each.pk): each for each in organisations},
            "team": {str(each.pk): each for each in teams},
        }
        for name, things in self.offered.items():
            self.fields[name].choices = [("", "Choose"), *((id, each.name) for id, each in things.items())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return cleaned | {name: things.get(cleaned.get(name, "")) for name, things in self.offered.items()}
