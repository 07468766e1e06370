from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core.forms import Option, PlainForm
from mhst.people.models import Practitioner
from sessions_app.queries.allocation import Suggestion


class Allocate(PlainForm):
    """Who will work with a young person: everybody of the team, the one who fits best first."""

    practitioner = forms.ChoiceField(
        label="Who will work with them?", widget=forms.RadioSelect,
        error_messages={"required": "Choose who will work with them"},
    )  # fmt: skip
    why = forms.CharField(
        label="If not the one suggested: why not?", required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed when you choose somebody else. The team reads it in the history.",
    )  # fmt: skip

    def __init__(self, *args: Any, suggestions: Sequence[Suggestion], **kwargs: Any) -> None:
        self.people = {str(found.practitioner.pk): found.practitioner for found in suggestions}
        super().__init__(*args, **kwargs)
        self.fields["why"].one_of_several = True  # it is not for the reader to choose whether to say it
        self.fields["practitioner"].choices = [
            (str(found.practitioner.pk), Option(_named(found, number), found.reasons))
            for number, found in enumerate(suggestions)
        ]

    def clean_practitioner(self) -> Practitioner:
        return self.people[self.cleaned_data["practitioner"]]


def _named(found: Suggestion, number: int) -> str:
    person = found.practitioner
    said = [word for word, holds in (("suggested", number == 0), ("away today", found.is_away_today)) if holds]
    return f"{person}, {person.get_grade_display()}" + (f" ({', '.join(said)})" if said else "")
