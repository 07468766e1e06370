from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from realtime.enums import FollowedUp, KeptBecause

DELETE = "delete"
WHY_KEPT = [each for each in KeptBecause.choices if each[0] != KeptBecause.ASKED]


class FollowUp(PlainForm):
    what = forms.ChoiceField(label="What did you do?", choices=FollowedUp, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Anything to add?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues who lead. The young person does not read it.",
    )  # fmt: skip


class Decide(PlainForm):
    decision = forms.ChoiceField(
        label="What becomes of it?", widget=forms.RadioSelect,
        choices=[(DELETE, "It is deleted, when a second person agrees"), *WHY_KEPT],
    )  # fmt: skip
    words = forms.CharField(
        label="Your words to the young person", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read this beside the chat. Say kindly what happens and why.",
    )  # fmt: skip

    def decided(self) -> dict[str, Any]:
        """As the action takes it."""
        said = self.cleaned_data
        return {"kept_because": "" if said["decision"] == DELETE else said["decision"], "words": said["words"]}
