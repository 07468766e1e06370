"""One part of the advice as somebody leaves it, and the reading before a signature."""

import uuid
from typing import Any

from django import forms

from mhst.core.forms import PlainForm


class WritePart(PlainForm):
    """`base` is the version that was there when writing began; `mid` names this press of the button."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), strip=False, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    mid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label

    def go_on_from(self, number: int) -> None:
        """The words that were typed stay; the next save is made on the version of now, as a save of its own."""
        self.put(base=number, mid=uuid.uuid4())


class Sign(PlainForm):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    is_read = forms.BooleanField(
        label="I have read the advice as it stands here and agree to it for my side",
        error_messages={"required": "Confirm that you have read it and agree"},
    )
