from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from sessions_app.enums import LetterKind, LetterTo


class Prepare(PlainForm):
    """A draft of one kind for one reader."""

    kind = forms.ChoiceField(label="What kind of letter?", choices=LetterKind.choices, widget=forms.RadioSelect)
    to = forms.ChoiceField(label="Who reads it?", choices=LetterTo.choices, widget=forms.RadioSelect)
    addressee = forms.CharField(
        label="Name of the service", required=False, max_length=160,
        help_text="Only for a specialist service; for others it is filled in.",
    )  # fmt: skip


class Write(PlainForm):
    """The words of a draft."""

    addressee = forms.CharField(label="To", max_length=160, error_messages={"required": "Enter whom the letter is to"})
    body = forms.CharField(
        label="Letter",
        help_text="An empty line begins a new paragraph. Lines that begin with a hyphen become a list.",
        widget=forms.Textarea(attrs={"rows": 24}),
    )


class Issue(PlainForm):
    """The last look. A school's letter says only what was agreed."""

    agreed = forms.BooleanField(label="Everything in it was agreed to be shared with the school", required=False)

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if to != LetterTo.SCHOOL:
            del self.fields["agreed"]
