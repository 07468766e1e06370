"""What a partner says: yes or no, and a few words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.community.enums import DeclineReason
from mhst.community.forms.referral import box
from mhst.core.forms import PlainForm

ACCEPT, DECLINE = "accept", "decline"


class Answer(PlainForm):
    """Both answers look the same, and both are fine."""

    answer = forms.ChoiceField(
        label=_("Can you help?"), widget=forms.RadioSelect,
        choices=[(ACCEPT, _("Yes, we get in touch with them")), (DECLINE, _("No, we cannot"))],
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("If not, why?"), required=False, widget=forms.RadioSelect, choices=DeclineReason.choices,
    )  # fmt: skip
    words = box(
        _("Is there anything that whoever asks should know?"),
        _("Such as: when you will be in touch, or who else could help."), rows=3, required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == DECLINE and not said.get("reason"):
            self.add_error("reason", _("Choose why you cannot. It helps to find somebody who can."))
        return said
