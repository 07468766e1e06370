from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import DateField, PlainForm


class Turn(PlainForm):
    """Who is on duty, and on which days."""

    user = forms.ChoiceField(label="Who?")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(user.pk): user for user in colleagues}
        self.fields["user"].choices = [("", "Choose"), *((id, user.name) for id, user in self.by_id.items())]

    def clean_user(self) -> User:
        return self.by_id[self.cleaned_data["user"]]


class Times(PlainForm):
    """Minutes; empty for the service's own."""

    lead = forms.IntegerField(label="Designated safeguarding lead of the school", required=False)
    deputy = forms.IntegerField(label="Their deputy", required=False)
    duty = forms.IntegerField(label="Duty worker of the team", required=False)
    manager = forms.IntegerField(label="Team manager", required=False)

    def __init__(self, *args: Any, usual: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, minutes in usual.items():
            self.fields[name].help_text = f"Minutes to answer in. Leave it empty for {minutes}."
