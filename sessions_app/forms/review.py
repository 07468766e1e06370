from typing import Any

from django import forms

from mhst.core.forms import DateField, Option, PlainForm
from sessions_app.enums import ReviewOutcome
from sessions_app.forms.request import words

_HINTS = {
    ReviewOutcome.CONTINUE: "The referral goes on with its sessions.",
    ReviewOutcome.CLOSE: "Next come the letters and the day to ask how they are.",
    ReviewOutcome.STEP_UP: "A referral letter is prepared. What is booked here is given back.",
}


class Write(PlainForm):
    """What was said and decided."""

    held_on = DateField(label="When did you look back together?")
    with_parent = forms.BooleanField(label="A parent or guardian was there", required=False)
    said = words("What do they say has changed?", "In their own words, also what has not.", rows=5)
    outcome = forms.ChoiceField(
        label="What did you decide together?", widget=forms.RadioSelect,
        choices=[(outcome.value, Option(outcome.label, hint)) for outcome, hint in _HINTS.items()],
    )  # fmt: skip
    why = words("Why, and what comes next?", "Only those who work with this young person read it.", rows=4)
    service = forms.CharField(
        label="Which service?", help_text="Only to step up: whom the referral letter goes to.", required=False,
        max_length=160,
    )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
