"""What pages on which somebody asks are made of. Their words are marked: young people and parents meet them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.core.forms import PlainForm
from mhst.people.enums import Indicator

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
#: Enough for anybody's story, and little enough to be read.
LONGEST = 6000


def words(label: "StrOrPromise", hint: "StrOrPromise" = "", *, rows: int = 6, required: bool = True) -> forms.CharField:
    """A box for free text."""
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def yes_no(label: "StrOrPromise", hint: "StrOrPromise" = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=YES_NO, coerce=lambda value: value == "yes", empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip


def looks_after(label: "StrOrPromise", hint: "StrOrPromise") -> forms.ChoiceField:
    """Whether somebody looks after someone. Nobody has to say."""
    choices = [(Indicator.YES, _("Yes")), (Indicator.NO, _("No")), (Indicator.NOT_KNOWN, _("I am not sure"))]
    return forms.ChoiceField(label=label, help_text=hint, required=False, choices=choices, widget=forms.RadioSelect)


class AskForm(PlainForm):
    """A page whose fields are those of a request."""

    def answers(self) -> dict[str, Any]:
        """What to keep: nothing typed is nothing, in a sealed column too."""
        return {name: None if self._is_empty_text(name, value) else value for name, value in self.cleaned_data.items()}

    def _is_empty_text(self, name: str, value: Any) -> bool:
        return value == "" and isinstance(self.fields[name].widget, forms.Textarea)
