from django import forms

from mhst.core.forms import PhoneField, PlainForm


class ContactForm(PlainForm):
    """Whom to ask, about what, and who answers instead."""

    name = forms.CharField(max_length=120, label="Name")
    about = forms.CharField(
        max_length=160, label="What can they be asked?", help_text="For example, worries about a pupil, or referrals."
    )
    phone = PhoneField(label="Phone number", required=False)
    email = forms.EmailField(label="Email address", required=False)
    reached = forms.CharField(
        max_length=120, label="When are they best reached?", required=False,
        help_text="For example, weekdays before lessons.",
    )  # fmt: skip
    cover = forms.CharField(
        max_length=160, label="Who answers when they are away?", required=False, help_text="A name and a number."
    )
