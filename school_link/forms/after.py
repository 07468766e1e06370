"""Who it was about, and what happened."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.core import clock
from mhst.core.forms import PlainForm
from mhst.people.models import YoungPerson
from school_link.enums import NamedBecause, WhatHappened
from school_link.forms.consultation import words, year_name


class Name(PlainForm):
    """Found by name first; then who it is, and why it may be said."""

    text = forms.CharField(label="The pupil's name", max_length=80)
    pupil = forms.ChoiceField(label="Which pupil is it?", widget=forms.RadioSelect)
    because = forms.ChoiceField(label="Why may it be said?", choices=NamedBecause, widget=forms.RadioSelect)
    words = words("Who agreed, when and how? Or: what is the danger?", rows=3)

    def __init__(self, *args: Any, pupils: Sequence[YoungPerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(pupil.pk): pupil for pupil in pupils}
        on = clock.today()
        self.fields["pupil"].choices = [
            (id, f"{one.name}, {year_name(one.year_group_on(on))}") for id, one in self.by_id.items()
        ]
        if not pupils:
            for name in ("pupil", "because", "words"):
                del self.fields[name]

    def clean_pupil(self) -> YoungPerson:
        return self.by_id[self.cleaned_data["pupil"]]


class WrongPerson(PlainForm):
    because = words("How was it found to be somebody else?", "Without names: it stays with the consultation.", 3)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=36)


class Happened(PlainForm):
    outcome = forms.ChoiceField(label="What happened?", choices=WhatHappened, widget=forms.RadioSelect)
    words = words("Anything the specialists should know?", "Without names. You can leave it empty.", 3)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = False
