from django import forms

from mhst.core.forms import DateField, PlainForm
from sessions_app.enums import LONGEST_MINUTES, IndirectKind
from sessions_app.forms.request import words


class Write(PlainForm):
    """What was done about a young person without them there."""

    kind = forms.ChoiceField(label="What was it?", choices=IndirectKind.choices, widget=forms.RadioSelect)
    done_on = DateField(label="When was it?")
    minutes = forms.IntegerField(
        label="How many minutes did it take?", help_text="Without travel.", min_value=1, max_value=LONGEST_MINUTES
    )
    what = words("With whom, and what was agreed?", "Only those who work with this young person read it.", rows=4)


class Withdraw(PlainForm):
    """Why something that was written down counts no more."""

    why = words("Why is it withdrawn?", "It stays to be read, and counts no more.", rows=3)
