from django import forms

from mhst.core.forms import PlainForm
from realtime.enums import KeptBecause

AGREE = "agree"


class Settle(PlainForm):
    """What to do with those that are ticked."""

    what = forms.ChoiceField(choices=[(AGREE, "Destroy"), *KeptBecause.choices])


class Days(PlainForm):
    days = forms.IntegerField(label="Days kept after the end", min_value=1)
