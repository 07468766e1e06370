import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from mhst.core import clock
from mhst.core.forms import DateField, Option, PlainForm
from sessions_app.enums import WhenShut
from sessions_app.models import Programme

NONE: Mapping[str, str] = {}


class WhichProgramme(PlainForm):
    """Which programme, from when, and what becomes of a shut day."""

    programme = forms.ChoiceField(
        label="Programme", widget=forms.RadioSelect, error_messages={"required": "Choose a programme"}
    )
    earliest_on = DateField(label="Earliest date", help_text="The first session is on this date or soon after.")
    when_shut = forms.ChoiceField(
        label="When only the day of a session is shut, such as on a bank holiday or an INSET day", required=False,
        choices=WhenShut, initial=WhenShut.MOVE, widget=forms.RadioSelect,
        help_text="Weeks that are shut as a whole, such as half-term, are always left out.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, programmes: Sequence[Programme], why_not: Mapping[str, str] = NONE,
        has_first: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        """`why_not` says of a programme, by id, why it cannot be chosen; `has_first`, that session 1 has a time."""
        self.why_not = why_not
        self.programmes = {str(programme.pk): programme for programme in programmes}
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(id, self._option(id, p)) for id, p in self.programmes.items()]
        self.fields["earliest_on"].earliest = clock.today()
        if has_first:
            self.fields["earliest_on"].help_text = "The second session is on this date or soon after."
        self.fields["earliest_on"].latest = clock.today() + dt.timedelta(days=300)

    def _option(self, id: str, programme: Programme) -> Option:
        against = self.why_not.get(id, "")
        return Option(programme.name, f"{self.told(programme)} {against}".strip(), disabled=bool(against))

    def told(self, programme: Programme) -> str:
        """What stands below its name."""
        return f"{programme.summary} {programme.session_count} sessions of {programme.session_minutes} minutes."

    def clean_programme(self) -> Programme:
        id = self.cleaned_data["programme"]
        if against := self.why_not.get(id):
            raise forms.ValidationError(f"{against} Choose another programme", code="not-held")
        return self.programmes[id]

    def clean_when_shut(self) -> str:
        return self.cleaned_data["when_shut"] or WhenShut.MOVE
