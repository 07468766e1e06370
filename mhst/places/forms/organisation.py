"""What is kept about an organisation."""

from django import forms

from mhst.core.forms import PlainForm
from mhst.places.enums import OrganisationKind


class OrganisationForm(PlainForm):
    """Its name, its kind and the NHS's code for it."""

    name = forms.CharField(label="Name", max_length=160, help_text="As people know it, and as it signs its letters")
    kind = forms.ChoiceField(
        label="What kind of organisation is it?", choices=OrganisationKind.choices, widget=forms.RadioSelect
    )
    ods_code = forms.CharField(
        label="ODS code",
        max_length=12,
        required=False,
        help_text="The NHS's code for it, three to six letters and digits. Leave empty if it has none.",
    )
