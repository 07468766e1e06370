from django import forms

from mhst.core.forms import PhoneField
from mhst.people.enums import Relationship
from mhst.people.forms.answers import ActionForm


class ParentForm(ActionForm):
    """Who may decide for a young person."""

    name = forms.CharField(max_length=160)
    relationship = forms.ChoiceField(
        choices=[("", "Choose"), *Relationship.choices], label="Relationship to the young person"
    )
    has_parental_responsibility = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No, or not known")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        label="Do they hold parental responsibility?",
        help_text="Only somebody who does can decide for a young person under 16.",
    )


class ContactForm(ActionForm):
    """Whether, where and how they may be contacted."""

    may_be_contacted = forms.BooleanField(
        required=False,
        label="They may be contacted",
        help_text="Off until the young person agrees or the law requires it.",
    )
    phone = PhoneField(label="Phone number", required=False)
    email = forms.EmailField(required=False, label="Email address")
    safe_contact = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="How and when contact is safe",
        help_text="Only the team can read this.",
    )
