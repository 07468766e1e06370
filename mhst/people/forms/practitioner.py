from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import DateField, MinuteField
from mhst.people.enums import FixedKind, Grade, Skill
from mhst.people.forms.answers import ActionForm
from mhst.people.models import Practitioner
from mhst.people.queries import practitioner as queries
from mhst.places.enums import Weekday


def _qualified() -> DateField:
    return DateField(
        required=False,
        label="When did they qualify?",
        help_text="In the first six months after it more supervision is due. Leave empty for a trainee, or if you do"
        " not know.",
    )


class Change(ActionForm):
    """Grade, skills, and whether they work at present."""

    grade = forms.ChoiceField(choices=Grade.choices)
    skills = forms.MultipleChoiceField(
        choices=Skill.choices, widget=forms.CheckboxSelectMultiple, required=False, label="Trained in"
    )
    qualified_on = _qualified()
    is_working = forms.BooleanField(
        required=False, label="Working at present", help_text="Take this off for long leave and for leavers."
    )


class Add(ActionForm):
    """Which colleague begins to hold sessions."""

    user: Any = forms.ModelChoiceField(None, label="Colleague", empty_label="Choose a colleague")
    team: Any = forms.ModelChoiceField(None, empty_label="Choose a team")
    employer: Any = forms.ModelChoiceField(None, empty_label="Choose an employer")
    grade = forms.ChoiceField(choices=[("", "Choose a grade"), *Grade.choices])
    skills = forms.MultipleChoiceField(
        choices=Skill.choices, widget=forms.CheckboxSelectMultiple, required=False, label="Trained in"
    )
    qualified_on = _qualified()

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.those_who_may_join(viewer)
        for name, rows in (("user", found.users), ("team", found.teams), ("employer", found.employers)):
            self.fields[name].queryset = rows


class _Stretch(ActionForm):
    weekday = forms.TypedChoiceField(choices=[("", "Choose a day"), *Weekday.choices], coerce=int, label="Day")
    start_minute = MinuteField(label="From")
    end_minute = MinuteField(label="To")
    starts_on = DateField(required=False, label="First day", help_text="Leave empty if it is so already.")
    ends_on = DateField(required=False, label="Last day", help_text="Leave empty if it has no end.")


class AddHours(_Stretch):
    """When they work."""

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AddFixedTime(AddHours):
    """When they are not free for sessions, and why."""

    kind = forms.ChoiceField(choices=[("", "Choose"), *FixedKind.choices], label="What it is")
    field_order = ["kind"]


class AgreeSchoolDay(AddHours):
    """When they are at which school."""

    school: Any = forms.ModelChoiceField(None, empty_label="Choose a school")
    field_order = ["school"]

    def __init__(self, *args: Any, practitioner: Practitioner, **kwargs: Any) -> None:
        super().__init__(*args, practitioner=practitioner, **kwargs)
        self.fields["school"].queryset = queries.schools_of(practitioner)


class AddAbsence(ActionForm):
    """From which day to which."""

    starts_on = DateField(label="First day away")
    ends_on = DateField(label="Last day away", help_text="The same day, if it is one day only.")
