from typing import Any

from django import forms

from mhst.core import clock
from mhst.core.forms import DateField, PlainForm
from sessions_app.enums import LetterTo, LetterWay

_FAMILY = {LetterTo.YOUNG_PERSON, LetterTo.PARENT}


class ByHand(PlainForm):
    """Somebody says that the letter went, and how."""

    way = forms.ChoiceField(label="How did it go?", widget=forms.RadioSelect)
    to = forms.CharField(
        label="Who has it now?", required=False, max_length=160, help_text="Leave it empty for whom the letter names."
    )
    sent_on = DateField(label="On which day?", required=False, help_text="Leave it empty for today.")

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [LetterWay.HAND, LetterWay.POST, *([] if to in _FAMILY else [LetterWay.SECURE_EMAIL])]
        self.fields["way"].choices = [(way.value, way.label) for way in ways]

    def answers(self) -> dict[str, Any]:
        return {**self.cleaned_data, "sent_on": self.cleaned_data["sent_on"] or clock.today()}
