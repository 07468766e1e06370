from collections.abc import Sequence

from django import forms

from mhst.core.forms import PlainForm
from mhst.places.models import School

FEWEST, MOST, LONGEST = 2, 7, 60


class CohortForm(PlainForm):
    """Who goes through the programme together, and on which scale they rate."""

    name = forms.CharField(max_length=120, label="Name of the cohort")
    schools = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="Schools that take part")
    levels = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}), label="Levels, from the lowest up", max_length=600,
        help_text="One a line. Both workshops use the same.",
    )  # fmt: skip

    def __init__(self, *args: object, schools: Sequence[School], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(school.pk): school for school in schools}
        self.fields["schools"].choices = [(id, school.name) for id, school in self.by_id.items()]

    def clean_schools(self) -> list[School]:
        return [self.by_id[id] for id in self.cleaned_data["schools"]]

    def clean_levels(self) -> list[str]:
        levels = [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        if not FEWEST <= len(levels) <= MOST:
            raise forms.ValidationError(f"Write {FEWEST} to {MOST} levels, one a line", code="levels")
        if any(len(level) > LONGEST for level in levels):
            raise forms.ValidationError(f"A level must be {LONGEST} characters or fewer", code="long")
        return levels
