from django import forms

from mhst.core.forms import OnceForm, PlainForm
from realtime.enums import KnownBy


class Keep(OnceForm):
    known_by = forms.ChoiceField(label="How we know", choices=KnownBy, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Who they are and how to reach them", max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        help_text="Name, where they are, a phone number, whom to call. Write it here and nowhere else.",
    )  # fmt: skip


class Ask(PlainForm):
    why = forms.CharField(
        label="Why it must be opened", max_length=2000, min_length=10, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept for good beside your name. Whoever agrees reads it first.",
    )  # fmt: skip
    not_told_because = forms.CharField(
        label="Would telling them put them at risk? Then say how", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Leave it empty, and they see in their own pages that it was opened.",
    )  # fmt: skip
