"""Who is invited into a room."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import PlainForm


class Invite(PlainForm):
    user = forms.ChoiceField(label="Whom do you invite?")
    minutes = forms.TypedChoiceField(
        label="For how long?", coerce=int, choices=[(30, "30 minutes"), (60, "1 hour"), (120, "2 hours")],
        help_text="Then the door closes behind them, also in the middle of the talk.",
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(each.pk): each for each in colleagues}
        self.fields["user"].choices = [("", "Choose"), *((id, each.name) for id, each in self.by_id.items())]

    def clean_user(self) -> User:
        return self.by_id[self.cleaned_data["user"]]
