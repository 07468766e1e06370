from collections.abc import Sequence

from django import forms

from mhst.core.forms import DateField, Option, PlainForm
from school_link.queries.cohort import Candidate


class WorkshopForm(PlainForm):
    """When and where."""

    held_on = DateField(label="Day of the workshop")
    place = forms.CharField(max_length=160, label="Where, or a link to join", required=False)


class Invite(PlainForm):
    """Who comes, of both sides."""

    people = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="Who takes part?")

    def __init__(self, *args: object, candidates: Sequence[Candidate], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {one.key: one for one in candidates}
        self.fields["people"].choices = [
            (key, Option(one.user.name, str(one.place))) for key, one in self.by_key.items()
        ]

    def clean_people(self) -> list[Candidate]:
        return [self.by_key[key] for key in self.cleaned_data["people"]]
