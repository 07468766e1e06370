import datetime as dt
from typing import Any

from django import forms

from mhst.core import clock
from mhst.core.forms import DateField, PlainForm
from sessions_app.enums import ClosedBecause, LetterTo
from sessions_app.forms.request import words
from sessions_app.queries.closing import Closing
from sessions_app.rules.closing import Ending

WHY = "Only those who work with this young person read it."


class Close(PlainForm):
    """Only what this closing needs is asked: measures and letters where there were sessions."""

    no_measures_because = words("Why are no measures of the end asked for?", WHY, rows=3, required=False)
    left_out = forms.MultipleChoiceField(
        label="Is there anybody you do not write to?", required=False, widget=forms.CheckboxSelectMultiple
    )
    left_out_because = words("Why do they get no letter?", WHY, rows=3, required=False)
    agreed = forms.BooleanField(label="What the letter to the school says was agreed", required=False)
    because = forms.ChoiceField(label="Why does it end?", choices=ClosedBecause.choices, widget=forms.RadioSelect)
    why = words("In your own words", WHY, rows=4)
    follow_up_on = DateField(label="Ask how they are on", required=False)

    def __init__(self, *args: Any, closing: Closing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = [each.to for each in closing.letters]
        self.fields["left_out"].choices = [(to, to.label) for to in readers]
        unneeded = {
            "no_measures_because": not closing.lacks_measures,
            "left_out": not readers,
            "left_out_because": not readers,
            "agreed": LetterTo.SCHOOL not in readers,
        }
        for name in [name for name, is_unneeded in unneeded.items() if is_unneeded]:
            del self.fields[name]

    def clean_follow_up_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["follow_up_on"]
        if day and day <= clock.today():
            raise forms.ValidationError("Choose a day after today")
        return day

    def ending(self) -> Ending:
        return Ending(**self.cleaned_data)


class FollowedUp(PlainForm):
    """How it went belongs into the record; here only whether they are asked again."""

    again_on = DateField(label="Ask again on", required=False)
