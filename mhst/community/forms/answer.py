"""What a partner says: yes or no, and a few words."""

from typing import Any

from django import forms

from mhst.community.enums import DeclineReason
from mhst.community.forms.referral import box
from mhst.core.forms import PlainForm

ACCEPT, DECLINE = "accept", "decline"


class Answer(PlainForm):
    """Both answers look the same, and both are fine."""

    answer = forms.ChoiceField(
        label="Can you help?", widget=forms.RadioSelect,
        choices=[(ACCEPT, "Yes, we get in touch with them"), (DECLINE, "No, we cannot")],
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="If not, why?", required=False, widget=forms.RadioSelect, choices=DeclineReason.choices,
    )  # fmt: skip
    words = box(
        "Is there anything that whoever asks should know?",
        "Such as: when you will be in touch, or who else could help.", rows=3, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == DECLINE and not said.get("reason"):
            self.add_error("reason", "Choose why you cannot. It helps to find somebody who can.")
        return said
