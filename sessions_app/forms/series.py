from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mhst.core.forms import PlainForm
from mhst.places.models import School
from mhst.places.names import choices_of
from sessions_app.enums import ProgrammeKind
from sessions_app.queries.series_list import STATES, Narrowed


class Narrow(PlainForm):
    """Which runs are wanted. What cannot be is as good as nothing."""

    text = forms.CharField(label="Programme or school", required=False, max_length=60)
    school = forms.ChoiceField(
        label="School", required=False,
        error_messages={"invalid_choice": "There is nothing to see at that school. This is the list of all schools."},
    )  # fmt: skip
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *ProgrammeKind.choices])
    state = forms.ChoiceField(label="State", required=False, choices=STATES)
    left = forms.BooleanField(label="Only with sessions after the last day of the team at the school", required=False)

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "All"), *choices_of(schools)]

    def wanted(self) -> Narrowed:
        self.is_valid()
        given = self.cleaned_data
        school = given.get("school")
        return Narrowed(
            text=given.get("text", ""),
            school=UUID(school) if school else None,
            state=given.get("state", ""),
            kind=given.get("kind", ""),
            is_left=given.get("left", False),
        )
