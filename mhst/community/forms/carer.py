"""Recognising somebody, what is offered, and why it ends."""

from typing import Any

from django import forms

from mhst.community.enums import EndedWhy
from mhst.community.forms.referral import Agreement, box
from mhst.core.forms import PlainForm


class Recognise(Agreement):
    looks_after = box(
        "Whom do they look after, and how?", "Only as much as they want written down.", rows=3, required=False
    )
    needs = box("What would make it easier?", "", rows=3, required=False)
    champion_may_know = forms.BooleanField(
        label="A carers champion may know", required=False, help_text="They see the name, the school and what helps."
    )
    school_may_know = forms.BooleanField(
        label="The school may know", required=False,
        help_text="Leave it empty unless they want it. Without it no page of the school says anything of this.",
    )  # fmt: skip
    field_order = (
        "looks_after", "needs", "giver", "assessment", "agreed_how", "agreed_on", "champion_may_know",
        "school_may_know",
    )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        names = ("looks_after", "needs", "champion_may_know", "school_may_know")
        return {name: self.cleaned_data[name] for name in names} | {"agreed": self.agreed()}


class OfferForm(PlainForm):
    what = box("What have you offered?", "Such as: a carers' passport, a break, a talk with a tutor.", rows=3)


class End(PlainForm):
    why = forms.ChoiceField(
        label="Why?", widget=forms.RadioSelect,
        choices=[(value, label) for value, label in EndedWhy.choices if value != EndedWhy.CONSENT_ENDED],
    )  # fmt: skip
