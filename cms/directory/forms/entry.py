import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.directory.enums import Capacity, Way
from cms.directory.models import Service
from cms.directory.words import EDITABLE
from mhst.core.forms import OnceForm, PhoneField, PlainForm

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
#: What names of towns and first halves of postcodes are made of: Stoke-on-Trent, King's Lynn, ZZ2.
_AREA = re.compile(r"[^\W_][\w .'\u2019()&/-]*")


def initial_of(service: Service, changed: dict[str, Any] | None = None) -> dict[str, Any]:
    """An entry as it is, or as somebody would have it."""
    return {name: getattr(service, name) for name in EDITABLE} | (changed or {})


class EntryForm(PlainForm):
    """All that the public reads of an entry."""

    name = forms.CharField(max_length=120)
    summary = forms.CharField(
        label=_("In one sentence"), max_length=200, error_messages={"required": _("Say in one sentence what it is")}
    )
    description = forms.CharField(label=_("What it is"), max_length=1500, widget=forms.Textarea(attrs={"rows": 6}))
    for_whom = forms.CharField(label=_("Who it is for"), max_length=200)
    youngest = forms.IntegerField(label=_("Youngest age"), required=False, min_value=0, max_value=120)
    oldest = forms.IntegerField(label=_("Oldest age"), required=False, min_value=0, max_value=120)
    areas = forms.CharField(
        label=_("Area"), required=False, max_length=300,
        help_text=_("Towns and first halves of postcodes, with commas between. Leave empty if it is for everywhere."),
    )  # fmt: skip
    languages = forms.CharField(required=False, max_length=200, help_text=_("With commas between."))
    access_needs = forms.CharField(
        label=_("Access"), required=False, max_length=300, help_text=_("Steps, a lift, a quiet room, parking.")
    )
    is_free = forms.BooleanField(label=_("It costs nothing"), required=False)
    cost = forms.CharField(required=False, max_length=200, help_text=_("If there is something to pay."))
    way = forms.ChoiceField(label=_("Who can ask"), choices=Way.choices, widget=forms.RadioSelect)
    how_to_refer = forms.CharField(label=_("How to ask"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    phone = PhoneField(required=False)
    email = forms.EmailField(required=False)
    web = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    street = forms.CharField(required=False, max_length=120)
    town = forms.CharField(required=False, max_length=60)
    postcode = forms.CharField(required=False, max_length=8)
    capacity = forms.ChoiceField(label=_("Places now"), choices=Capacity.choices, widget=forms.RadioSelect)
    capacity_note = forms.CharField(
        label=_("About places"), required=False, max_length=120, help_text=_("Such as: about 3 weeks")
    )

    def clean_areas(self) -> str:
        """Raises: ValidationError naming what is none."""
        typed: str = self.cleaned_data["areas"]
        names = [part.strip() for part in typed.split(",")]
        wrong = [name for name in names if name and not _AREA.fullmatch(name)] or ([] if any(names) else [typed])
        if typed and wrong:
            raise forms.ValidationError(
                _("“%(typed)s” is no name. Write towns and first halves of postcodes, with commas between."),
                params={"typed": wrong[0]},
            )
        return typed if all(names) else ", ".join(filter(None, names))

    def clean_postcode(self) -> str:
        """As it is written on letters. Raises: ValidationError."""
        typed: str = self.cleaned_data["postcode"]
        found = _POSTCODE.fullmatch(" ".join(typed.upper().split()))
        if typed and not found:
            raise forms.ValidationError(_("Enter a full UK postcode, like SW1A 1AA, or leave it empty"))
        return f"{found[1]} {found[2]}" if found else ""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        youngest, oldest = said.get("youngest"), said.get("oldest")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("oldest", _("The oldest age must not be below the youngest"))
        if not (said.get("phone") or said.get("email") or said.get("web")) and not self.errors:
            self.add_error("phone", _("Give a phone number, an email address or a website: people need one way to ask"))
        return said


class SuggestForm(OnceForm, EntryForm):
    """A new entry, from somebody whom we do not know yet."""

    organisation = forms.CharField(
        label=_("Who runs it?"), max_length=120, help_text=_("The name of the organisation.")
    )
    keeper = forms.EmailField(
        label=_("Your email address"),
        help_text=_("For us alone: we write to you when it is public, or why it is not. It is never shown."),
    )  # fmt: skip
    field_order = ("organisation", "keeper")

    def entry(self) -> dict[str, Any]:
        """What the public would read."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class PublishForm(EntryForm):
    """What an editor makes public, and what they had before them when they decided."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def entry(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in EDITABLE}


class SendBackForm(PlainForm):
    """Why something is not made public as it is."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label="What would have to be different", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes to the partner by email, word for word.",
    )  # fmt: skip


class DeclineForm(PlainForm):
    """Why a service that somebody suggested is not in the directory."""

    words = forms.CharField(
        label="Why we do not show it", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes to whoever suggested it by email, word for word.",
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """One press: all of it is right, and this is how it stands with places."""

    capacity = forms.ChoiceField(choices=Capacity.choices)
