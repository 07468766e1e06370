from django import forms

from mhst.core.forms import DateField, PlainForm
from sessions_app.forms.fields import looks_after

LONGEST = 10_000


class Agree(PlainForm):
    """What was agreed with a young person."""

    problem = forms.CharField(
        label="What is difficult, in their words", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    plan = forms.CharField(
        label="What you will try together", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    helps_at_home = looks_after(
        "Do they help look after someone?",
        "Ask everybody: somebody at home who is ill, disabled or needs help each day. Only the team reads the answer.",
    )
    parent_helps_at_home = looks_after(
        "Does a parent or guardian look after someone?",
        "Ask them too: a child, partner or parent who is ill, disabled or could not manage without them.",
    )
    agreed_on = DateField(label="When was it agreed with the young person?")
    agreed_with_parent = forms.BooleanField(label="A parent or guardian agreed too", required=False)
