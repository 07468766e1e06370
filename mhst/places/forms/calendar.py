"""Terms, special days and where dates come from, as people type them."""

from typing import Any

from django import forms

from mhst.core.forms import DateField, MinuteField, Option, PlainForm
from mhst.places.enums import DayKind, Week
from mhst.places.words import year_group_in_words

KIND_HINTS = {
    DayKind.HALF_TERM: "Nobody is in school",
    DayKind.INSET: "Staff are in school, pupils are not",
    DayKind.CLOSURE: "Snow, an election, building work",
    DayKind.EXTRA_HOLIDAY: "A coronation or a jubilee. The usual bank holidays are known already",
    DayKind.EARLY_FINISH: "Nothing is booked after the school finishes",
    DayKind.EXAM: "The school is open; the year groups you choose are not booked",
    DayKind.MOCK_EXAM: "As exams",
    DayKind.TRIP: "As exams: sports day, a visit, activities week",
    DayKind.OPEN: "Open although the council's dates, or your own, say otherwise",
}
WEEKS = [(Week.EVERY, "One timetable for every week"), (Week.A, "Week A"), (Week.B, "Week B")]


class TermForm(PlainForm):
    """The first and the last day of a term."""

    name = forms.CharField(label="Name of the term", max_length=40, help_text="For example, Autumn term")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    first_week = forms.ChoiceField(
        label="Which week does the term begin with?",
        choices=WEEKS,
        required=False,
        widget=forms.RadioSelect,
        help_text="For schools on a two-week timetable. Weeks alternate; a half-term is not counted.",
    )


class SpecialDayForm(PlainForm):
    """Dates that are not ordinary school days. The year groups offered are the school's."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, Option(kind.label, KIND_HINTS.get(kind, ""))) for kind in DayKind],
        widget=forms.RadioSelect,
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty if it is one day")
    year_groups = forms.TypedMultipleChoiceField(
        label="Which year groups?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none if it is for the whole school",
    )
    finish_minute = MinuteField(label="School finishes at", required=False, help_text="Only for an early finish")
    note = forms.CharField(
        label="Note",
        max_length=120,
        required=False,
        help_text="What people are told, such as snow or sports day. Name no pupil.",
    )

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year_groups"].choices = [(year, year_group_in_words(year)) for year in years]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["ends_on"] = cleaned.get("ends_on") or cleaned.get("starts_on")
        return cleaned


class SourceForm(PlainForm):
    """Where the dates come from. Sending it says that they were compared today."""

    source = forms.CharField(
        label="Where do the dates come from?",
        max_length=200,
        help_text="For example, the school's website, or an email from the school office",
    )
