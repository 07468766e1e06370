from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import MinuteField, Option, PlainForm
from mhst.people.enums import ConsentState
from mhst.places.enums import Weekday
from mhst.places.models import School
from mhst.places.models.room import EARLIEST, LATEST
from mhst.places.names import choices_of
from sessions_app.forms.offer import OneOfTheTimes
from sessions_app.forms.programme import WhichProgramme
from sessions_app.models import Programme
from sessions_app.queries.joining import Candidate, are_neighbours

#: How many pupils are shown before somebody is asked to type a name.
SHOWN = 60


def year_group_name(year: int) -> str:
    return "Reception" if year == 0 else f"Year {year}"


class WhichSchool(PlainForm):
    """For those who book at more than one."""

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        self.schools = {str(school.pk): school for school in schools}
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "Choose a school"), *choices_of(schools)]

    school = forms.ChoiceField(label="School")

    def clean_school(self) -> School:
        return self.schools[self.cleaned_data["school"]]


class WhatAndForWhom(WhichProgramme):
    """Step one: the programme, the year groups and from when."""

    field_order = ("programme", "year_groups", "earliest_on", "when_shut")
    year_groups = forms.TypedMultipleChoiceField(
        label="Year groups", coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text="The same or neighbouring year groups work best together.",
        error_messages={"required": "Choose one or two year groups"},
    )  # fmt: skip

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year_groups"].choices = [(year, year_group_name(year)) for year in school.year_groups]

    def told(self, programme: Programme) -> str:
        about = super().told(programme).removesuffix(".")
        return (
            f"{about}, ages {programme.youngest} to {programme.oldest}, {programme.smallest_group} to "
            f"{programme.largest_group} young people, {programme.facilitators} practitioners."
        )

    def clean_year_groups(self) -> list[int]:
        years = sorted(self.cleaned_data["year_groups"])
        if not are_neighbours(years):
            raise forms.ValidationError("Choose one year group, or two that are next to each other", code="apart")
        return years


class WhichPupils(PlainForm):
    """Step two: those who can join, ticked; those who cannot yet, with the reason."""

    text = forms.CharField(label="Find a pupil by name", required=False, max_length=60)
    pupils = forms.MultipleChoiceField(
        label="Pupils", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one pupil"},
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: Sequence[Candidate], needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupils"].required = needed
        self.fields["pupils"].choices = [(str(c.person.pk), _named(c)) for c in candidates]
        self.fields["pupils"].error_messages["invalid_choice"] = (
            "One of the pupils ticked is not in the list any more. Look through the list again."
        )


class WhichTime(OneOfTheTimes):
    """Step three: one of the times offered."""

    question = "Which time?"


class AskAboutATime(PlainForm):
    """Why another time is not offered."""

    weekday = forms.TypedChoiceField(
        label="Day", coerce=int, choices=[("", "Choose a day"), *((d.value, d.label) for d in Weekday)]
    )
    minute = MinuteField(label="Start", earliest=EARLIEST, latest=LATEST - 15)


def _named(candidate: Candidate) -> Option:
    name = f"{candidate.person.name}, {year_group_name(candidate.year_group)}"
    state = ConsentState(candidate.consent).label
    hint = candidate.why_not or f"Consent to be seen: {state.lower()}. {candidate.ends}".strip(". ") + "."
    return Option(name, f"{hint} {candidate.elsewhere}".strip(), disabled=candidate.why_not is not None)
