import uuid
from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from realtime.enums import Audience
from realtime.protocol import MOST_CHARACTERS, REFUSALS


class TakeBack(PlainForm):
    mid = forms.UUIDField(widget=forms.HiddenInput)


class Write(PlainForm):
    """A message by a plain form: its id and epoch were made with the page."""

    words = forms.CharField(
        label="Your message", max_length=MOST_CHARACTERS, strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )  # fmt: skip
    mid = forms.UUIDField(widget=forms.HiddenInput)
    epoch = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    audience = forms.ChoiceField(choices=Audience, widget=forms.HiddenInput)

    def __init__(self, *args: Any, audience: str = Audience.OPEN, named: str = "", **more: Any) -> None:
        """`named` keeps the forms of several chats on one page apart. An `audience` that there is not is said of it."""
        audience = audience if audience in Audience else Audience.OPEN  # Django reads the names of fields as a format
        super().__init__(*args, **{"auto_id": f"id_{named}_{audience}_%s", **more})
        if audience == Audience.STAFF:
            self.fields["words"].label = "To colleagues only"

    def clean_words(self) -> str:
        """As a page with a script sends the same: browsers end the lines of a form in their own way."""
        words: str = self.cleaned_data["words"].replace("\r\n", "\n")
        return words

    def refuse_with(self, code: str) -> None:
        """Shown again with what was typed; where it must be a new message, under a new id."""
        self.add_error("words", REFUSALS[code])
        if code == "other-words":
            self.put(mid=str(uuid.uuid4()))
