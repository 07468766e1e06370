from typing import Any

from django import forms

from mhst.core.errors import DomainError
from mhst.core.forms import PlainForm


class AsksAboutSummer(PlainForm):
    """That the summer holiday comes between is asked only where it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "over_summer" in self.data:
            self._ask_about_summer()

    def refuse(self, refused: DomainError) -> None:
        if refused.code == "summer":
            self._ask_about_summer()
        super().refuse(refused)

    def _ask_about_summer(self) -> None:
        self.fields["over_summer"] = forms.BooleanField(label="Go on after the summer holiday", required=False)
