"""Recognising somebody, what is offered, and why it ends."""

from typing import Any

from django import forms

from mhst.community.enums import EndedWhy, Giver
from mhst.community.forms.referral import Agreement, SaidSo, box
from mhst.community.rules.agreement import Agreed
from mhst.core.forms import OnceForm, PlainForm
from mhst.people.enums import ConsentMethod

WHO = ("champion_may_know", "school_may_know")
NAMES = ("looks_after", "needs", "champion_may_know", "school_may_know")


class Known(SaidSo):
    """What they want written down, and who may know."""

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

    def agreed(self) -> Agreed:
        """An adult decides for themselves."""
        said = self.cleaned_data
        return Agreed(Giver.SIXTEEN, ConsentMethod(said["agreed_how"]), said["agreed_on"])

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NAMES} | {"agreed": self.agreed()}


class Recognise(Agreement, Known):
    """A young person: who agreed is a question of its own."""


class WhoKnows(SaidSo):
    """Who may know from now on, and that they said so. An adult decides for themselves."""

    champion_may_know = forms.BooleanField(label="A carers champion may know", required=False)
    school_may_know = forms.BooleanField(label="The school may know", required=False)
    field_order = ("champion_may_know", "school_may_know", "giver", "assessment", "agreed_how", "agreed_on")

    def agreed(self) -> Agreed:
        return Agreed(Giver.SIXTEEN, ConsentMethod(self.cleaned_data["agreed_how"]), self.cleaned_data["agreed_on"])

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WHO} | {"agreed": self.agreed()}


class WhoKnowsOfYoung(Agreement, WhoKnows):
    """That fewer may know they themselves can say at any age."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        giver = self.fields["giver"]
        giver.label = "Who said so?"
        adults = [(value, label) for value, label in giver.choices if value in self.parents]
        own = Giver.SIXTEEN if Giver.SIXTEEN in dict(giver.choices) else Giver.JUDGED
        giver.choices = [(str(own), "They themselves"), *adults]


class OfferForm(OnceForm):
    what = box("What have you offered?", "Such as: a carers' passport, a break, a talk with a tutor.", rows=3)


class End(PlainForm):
    """An adult's agreement is taken back here; a young person's on their record."""

    why = forms.ChoiceField(label="Why?", widget=forms.RadioSelect, choices=EndedWhy.choices)

    def __init__(self, *args: Any, is_adult: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_adult:
            choices = [(value, label) for value, label in EndedWhy.choices if value != EndedWhy.CONSENT_ENDED]
            self.fields["why"].choices = choices
