"""A partner organisation, as its keeper writes it down."""

from typing import Any

from django import forms

from mhst.community.enums import HelpKind
from mhst.community.models.partner import USUAL_ANSWER_DAYS
from mhst.core.forms import PhoneField, PlainForm

FIELDS = ("name", "kinds", "about", "email", "phone", "answer_days", "provider")


class PartnerForm(PlainForm):
    name = forms.CharField(label="Name of the organisation", max_length=160)
    kinds = forms.MultipleChoiceField(
        label="What do they help with?", choices=HelpKind.choices, widget=forms.CheckboxSelectMultiple
    )
    about = forms.CharField(
        label="What they do, and for whom", max_length=300, required=False,
        help_text="One sentence, for colleagues who choose.",
    )  # fmt: skip
    email = forms.EmailField(
        label="Email address", help_text="A mailbox that somebody reads every working day. Private links go there."
    )
    phone = PhoneField(label="Phone number", required=False, help_text="To ring when an answer is late.")
    answer_days = forms.IntegerField(
        label="Within how many days do they answer?", min_value=1, max_value=60, initial=USUAL_ANSWER_DAYS
    )
    provider = forms.TypedChoiceField(
        label="Their entries in the directory", required=False, coerce=int, empty_value=None,
        help_text="Whoever reads one of these entries and may refer finds this partner there.",
    )  # fmt: skip

    def __init__(self, *args: Any, providers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", "None, or not in the directory"), *providers]
