"""Words for the library, and what is looked for in it."""

from django import forms

from mhst.core.forms import PlainForm
from school_link.enums import ConsultationTheme


class Offer(PlainForm):
    words = forms.CharField(
        label="What others may read", widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Take out everything by which the young person, the family or the school could be found.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TakeOut(PlainForm):
    because = forms.CharField(
        label="Why is it taken out?", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text="Only your school and the specialists of this desk read this.",
    )  # fmt: skip


class Search(PlainForm):
    q = forms.CharField(label="Words", required=False, max_length=80)
    theme = forms.ChoiceField(label="About", choices=[("", "Everything"), *ConsultationTheme.choices], required=False)
