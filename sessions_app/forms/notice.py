from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

WAYS_BACK = ("home", "notices")


class NoticesForm(forms.Form):
    """The notices that somebody has read, named by the page they read them on."""

    back = forms.ChoiceField(choices=[(name, name) for name in WAYS_BACK], required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        data = self.data
        named = data.getlist("notices") if isinstance(data, MultiValueDict) else []
        try:
            return {**cleaned, "notices": [UUID(each) for each in named]}
        except ValueError as error:
            raise forms.ValidationError("Those notices do not exist.", code="invalid") from error

    def way_back(self) -> str:
        """The page they came from, by name: an address from the form could lead anywhere."""
        return reverse(self.cleaned_data.get("back") or "notices")
