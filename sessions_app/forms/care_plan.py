from django import forms

from mhst.core.forms import DateField, PlainForm

LONGEST = 10_000


class Agree(PlainForm):
    """What was agreed with a young person."""

    problem = forms.CharField(
        label="What is difficult, in their words", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    plan = forms.CharField(
        label="What you will try together", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    agreed_on = DateField(label="When was it agreed with the young person?")
    agreed_with_parent = forms.BooleanField(label="A parent or guardian agreed too", required=False)
