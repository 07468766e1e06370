import datetime as dt
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import DateField
from mhst.core.permissions import Permission
from mhst.people import nhs_numbers
from mhst.people.enums import ConsentState, Ethnicity, Gender, Indicator
from mhst.people.forms.answers import ActionForm
from mhst.people.models import YoungPerson
from mhst.people.queries import young_person as queries
from mhst.people.queries.consent import may_know
from mhst.people.queries.young_person import Wanted
from mhst.places.words import year_group_in_words

YEARS = [(year, year_group_in_words(year)) for year in range(14)]


class Narrow(forms.Form):
    """What to narrow the list of pupils to. Anything unknown in the address narrows nothing."""

    name = forms.CharField(required=False, widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}))
    school: Any = forms.ModelChoiceField(None, required=False, empty_label="All schools")
    year = forms.TypedChoiceField(
        choices=[("", "All years"), *YEARS], coerce=int, empty_value=None, required=False, label="Year group"
    )
    consent = forms.ChoiceField(
        choices=[("", "Any"), *ConsentState.choices], required=False, label="Consent to be seen"
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools = queries.schools_for(viewer)
        if len(schools[:2]) < 2:
            del self.fields["school"]
        if not may_know(viewer):
            del self.fields["consent"]

    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        school = found.get("school")
        return Wanted(found.get("name", ""), school and school.pk, found.get("year"), found.get("consent", ""))

    def narrows(self) -> bool:
        """Whether anything at all was asked for."""
        return self.wanted() != Wanted()


class Who(ActionForm):
    """Who somebody is: no more than the school knows anyway."""

    given_name = forms.CharField(max_length=80, label="First name")
    family_name = forms.CharField(max_length=80)
    preferred_name = forms.CharField(
        max_length=80,
        required=False,
        label="Name they like to be called",
        help_text="Shown instead of the first name on every page, also the school's.",
    )
    birth_date = DateField(label="Birth date", example=dt.date(2013, 5, 14))
    year_group_override = forms.TypedChoiceField(
        choices=[("", "The one for their birth date"), *YEARS],
        coerce=int,
        empty_value=None,
        required=False,
        label="Year group they are taught in",
        help_text="Only for somebody taught a year ahead or behind.",
    )


class Add(Who):
    """Asks for the school of those who work with several."""

    school: Any = forms.ModelChoiceField(None, empty_label="Choose a school")
    field_order = ["school"]

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = queries.schools_for(viewer, Permission.PUPIL_ADD)
        self.fields["school"].queryset = self.schools
        if len(self.schools[:2]) == 1:
            del self.fields["school"]

    def answers(self) -> dict[str, Any]:
        return {"school": self.schools.first(), **self.cleaned_data}


class Describe(ActionForm):
    """What the team knows and the school does not see."""

    pronouns = forms.CharField(max_length=40, required=False, help_text="For example, she/her or they/them")
    gender = forms.ChoiceField(choices=Gender.choices, help_text="As they say it themselves.")
    ethnicity = forms.ChoiceField(choices=Ethnicity.choices, help_text="As they say it themselves.")
    communication_needs = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What makes talking and understanding easier.",
    )
    nhs_number = forms.CharField(required=False, label="NHS number", help_text="10 digits, like 943 476 5870")
    young_carer = forms.ChoiceField(
        choices=Indicator.choices,
        label="Young carer",
        error_messages={"required": "Say whether they are a young carer, or that it is not known"},
    )
    looked_after = forms.ChoiceField(
        choices=Indicator.choices,
        label="Looked after by the council",
        error_messages={"required": "Say whether the council looks after them, or that it is not known"},
    )

    def clean_nhs_number(self) -> str:
        text = self.cleaned_data["nhs_number"]
        try:
            return nhs_numbers.cleaned(text) if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class Move(ActionForm):
    """To which school, and from which day."""

    school: Any = forms.ModelChoiceField(None, label="New school", empty_label="Choose a school")
    on = DateField(label="First day there")

    def __init__(self, *args: Any, viewer: User, person: YoungPerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = queries.schools_for(viewer).exclude(pk=person.school_id)
        self.fields["school"].queryset = schools


class KeepApart(ActionForm):
    """From whom, and why."""

    other: Any = forms.ModelChoiceField(
        None,
        label="Keep apart from",
        error_messages={"required": "Choose whom they are kept apart from"},
        empty_label="Choose a young person",
    )
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only the team can read this. The school sees nothing of it.",
    )

    def __init__(self, *args: Any, viewer: User, person: YoungPerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = queries.visible_to(viewer, Permission.YOUNG_PERSON_EDIT)
        people = people.filter(school=person.school_id).exclude(pk=person.pk)
        self.fields["other"].queryset = people
