from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mhst.core.forms import PlainForm


class HandOver(PlainForm):
    to = forms.ChoiceField(label="Who goes on", widget=forms.RadioSelect)
    epoch = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, colleagues: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.colleagues = {str(user.pk): user for user in colleagues}
        self.fields["to"].choices = [(id, user.name) for id, user in self.colleagues.items()]

    def clean_to(self) -> Any:
        return self.colleagues[self.cleaned_data["to"]]


class MoveBooking(PlainForm):
    to = forms.ChoiceField(label="Who talks with them instead", widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.colleagues = {str(user.pk): user for user in colleagues}
        self.fields["to"].choices = [(id, user.name) for id, user in self.colleagues.items()]

    def clean_to(self) -> Any:
        return self.colleagues[self.cleaned_data["to"]]


class Phrases(PlainForm):
    phrases = forms.CharField(
        label="What counsellors often say", required=False, max_length=8000,
        help_text="One a line. A counsellor puts one into their message and changes it; nothing is sent by itself.",
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip


class Danger(PlainForm):
    """`people` are those whom the chat is for; where there is one, it is about them without a question."""

    about = forms.TypedChoiceField(label="Who may be in danger?", coerce=UUID, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What worries you", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What they said, in their words where you can, and what you have done so far.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Any] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["about"].choices = [(str(one.pk), one.name) for one in people]
        if len(people) < 2:
            del self.fields["about"]


class StepDone(PlainForm):
    kind = forms.CharField(widget=forms.HiddenInput)
    words = forms.CharField(
        label="Who, what and when", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
