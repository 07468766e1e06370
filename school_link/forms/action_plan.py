from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import DateField, Option, PlainForm
from school_link.enums import Domain, PlanState
from school_link.models import Attendee


class PointForm(PlainForm):
    """What is to be done, by whom and by when, and by what one will know."""

    domain = forms.ChoiceField(choices=Domain.choices, label="Domain")
    what = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, label="What is to be done?")
    owner = forms.ChoiceField(label="Who sees to it?", widget=forms.RadioSelect)
    due_on = DateField(label="By when")
    sign = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}), max_length=600, label="How will you know that it worked?"
    )

    def __init__(self, *args: Any, attendees: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in attendees}
        self.fields["owner"].choices = [(id, Option(one.user.name, str(one.place))) for id, one in self.by_id.items()]

    def clean_domain(self) -> Domain:
        return Domain(self.cleaned_data["domain"])

    def clean_owner(self) -> Attendee:
        return self.by_id[self.cleaned_data["owner"]]


class ReviewForm(PlainForm):
    """How a point stands."""

    state = forms.ChoiceField(choices=PlanState.choices, widget=forms.RadioSelect, label="How does it stand?")
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False, label="Anything to add?"
    )

    def clean_state(self) -> PlanState:
        return PlanState(self.cleaned_data["state"])
