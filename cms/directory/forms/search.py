from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.directory.queries import place
from cms.directory.queries.service import Wanted
from mhst.core.forms import PlainForm


class SearchForm(PlainForm):
    """What somebody is looking for. Kept nowhere."""

    q = forms.CharField(
        label=_("What do you need?"), required=False, max_length=120,
        help_text=_("In your own words, such as: someone to talk to about worries"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    place = forms.CharField(
        label=_("Where?"), required=False, max_length=60, help_text=_("A town, or the first half of a postcode"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    age = forms.IntegerField(
        label=_("Age"), required=False, min_value=0, max_value=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3", "autocomplete": "off"}),
    )  # fmt: skip
    free = forms.BooleanField(label=_("Free"), required=False)
    myself = forms.BooleanField(label=_("I can ask myself"), required=False)
    places_now = forms.BooleanField(label=_("Has places or a waiting list"), required=False)

    def clean_place(self) -> Any:
        """Raises: ValidationError naming the towns we know."""
        typed = self.cleaned_data["place"].strip()
        found = place.find(typed) if typed else None
        if typed and found is None:
            towns = ", ".join(place.known()) or gettext("nothing yet")
            told = {"typed": typed, "towns": towns}
            raise forms.ValidationError(
                gettext("We do not know “%(typed)s”. We know: %(towns)s. Or leave it empty.") % told
            )
        return found

    def wanted(self) -> Wanted:
        """As far as it could be understood."""
        said = self.cleaned_data if self.is_bound else {}
        return Wanted(
            words=said.get("q", ""), place=said.get("place") or None, age=said.get("age"), free=said.get("free", False),
            myself=said.get("myself", False), places_now=said.get("places_now", False),
        )  # fmt: skip
