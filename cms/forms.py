from django import forms
from django.utils.translation import gettext_lazy as _


class Search(forms.Form):
    """Words to look for. Kept nowhere."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=80,
        error_messages={"required": _("Write a word or two to look for.")},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
