from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from mhst.people.models import YoungPerson
from sessions_app.forms.summer import AsksAboutSummer


class Absent(AsksAboutSummer):
    """Who is not in school today; for a session of one, whether it is made good at the end."""

    people = forms.MultipleChoiceField(
        label="Who is absent?", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose who is absent"}
    )
    add_at_end = forms.BooleanField(
        label="Add a session at the end of the course for the one that is lost", required=False, initial=True,
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[YoungPerson], is_one: bool, **kwargs: Any) -> None:
        self.by_id = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(id, person.name) for id, person in self.by_id.items()]
        if is_one:
            self.fields["people"].initial = list(self.by_id)
        else:
            del self.fields["add_at_end"]

    def clean_people(self) -> list[YoungPerson]:
        return [self.by_id[id] for id in self.cleaned_data["people"]]


class ThereAfterAll(PlainForm):
    """Whose absence was a mistake."""

    people = forms.MultipleChoiceField(
        label="Who is there after all?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who is there after all"},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[YoungPerson], **kwargs: Any) -> None:
        self.by_id = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(id, person.name) for id, person in self.by_id.items()]
        self.fields["people"].initial = list(self.by_id) if len(self.by_id) == 1 else []

    def clean_people(self) -> list[YoungPerson]:
        return [self.by_id[id] for id in self.cleaned_data["people"]]
