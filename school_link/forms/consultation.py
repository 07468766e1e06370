"""What is asked, passed on, asked back and answered."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import PlainForm
from mhst.people.enums import Gender
from mhst.places.models import School
from school_link.enums import ConsultationTheme, ConsultationUrgency

LONGEST = 4000


def words(label: str, help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows})
    )


def year_name(year: int) -> str:
    return f"Year {year}" if year else "Reception"


class AtSchool(PlainForm):
    """For which school; asked only of those who have several."""

    school = forms.ChoiceField(label="For which school?")

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [("", "Choose"), *((id, str(school)) for id, school in self.by_id.items())]

    def clean_school(self) -> School:
        return self.by_id[self.cleaned_data["school"]]


class Ask(PlainForm):
    """Everything that is asked, without names. Nothing is required while it is written: it is saved as it is typed."""

    urgency = forms.ChoiceField(
        label="How soon do you need an answer?", choices=ConsultationUrgency, widget=forms.RadioSelect, required=False
    )
    theme = forms.ChoiceField(
        label="What is it mostly about?", choices=[("", "Choose"), *ConsultationTheme.choices], required=False
    )
    year_group = forms.TypedChoiceField(label="Year group", coerce=int, empty_value=None, required=False)
    gender = forms.ChoiceField(
        label="Gender, if you wish", choices=[("", "Not said"), *Gender.choices[:4]], required=False
    )
    concern = words(
        "What are you concerned about?", "What you see and hear, since when, and how they are at home if you know.", 6
    )
    tried = words("What have you tried?", "What helped a little, and what did not.")
    wanted = words(
        "What do you want from the specialists?",
        "For example: what to try next, whether to refer, how to talk with the family.",
        3,
    )
    is_no_emergency = forms.BooleanField(
        label="Nobody is in danger now. I know what to do in an emergency.", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [("", "Not said"), *((year, year_name(year)) for year in school.year_groups)]
        self.fields["year_group"].choices = years
        for name in ("concern", "tried", "wanted"):
            self.fields[name].required = False

    def answers(self) -> dict[str, Any]:
        """All but the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class LookedOver(PlainForm):
    """Which version of the draft the page shows."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def said(self) -> int:
        """No version that there could be, where the page does not say."""
        return int(self.cleaned_data["version"]) if self.is_valid() else -1


class AskBack(PlainForm):
    words = words("What do you need to know first?", "The school reads it here. The clock goes on.")


class AnswerBack(PlainForm):
    """`seen` is how many answers the page shows."""

    words = words("Your answer", "Still without names.")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PassOn(PlainForm):
    """To a colleague of the desk, or back to everybody."""

    to = forms.ChoiceField(label="Who takes it on?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.pk): one for one in colleagues}
        self.fields["to"].choices = [*((id, one.name) for id, one in self.by_id.items()), ("desk", "Back to the desk")]

    def clean_to(self) -> User | None:
        return self.by_id.get(self.cleaned_data["to"])
