from typing import Any

from django import forms

from mhst.core.forms import PlainForm
from realtime.enums import FlagAbout, FlagOutcome
from realtime.phrases.phrase import Phrase, WrongPhrase, parts_of


class Answer(PlainForm):
    """What somebody who has read the words does about them."""

    outcome = forms.ChoiceField(label="What do you do about it?", choices=FlagOutcome, widget=forms.RadioSelect)


class TryOut(PlainForm):
    """A phrase as it stands in the editor, before it is saved. A phrase that is not in use is tried as taken off."""

    words = forms.CharField(max_length=200)
    about = forms.ChoiceField(choices=FlagAbout)
    is_used = forms.BooleanField(required=False)
    phrase = forms.CharField(required=False, max_length=20)

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        try:
            parts_of(words)
        except WrongPhrase as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        return words

    def instead(self) -> tuple[Phrase, ...]:
        """What stands in its place: itself, or nothing."""
        given: dict[str, Any] = self.cleaned_data
        return (Phrase(given["words"], given["about"]),) if given["is_used"] else ()
