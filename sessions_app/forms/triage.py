from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mhst.core.forms import PlainForm
from mhst.places.models import School
from mhst.places.names import choices_of
from sessions_app.enums import TriageOrder, TriageStage
from sessions_app.queries.triage import BANDS, Wanted


class Narrow(PlainForm):
    """What the board shows. What cannot be is as good as nothing."""

    stage = forms.ChoiceField(
        choices=TriageStage.choices, required=False, widget=forms.HiddenInput, initial=TriageStage.DECIDE
    )
    band = forms.ChoiceField(
        choices=[(band.code, band.label) for band in BANDS], required=False, widget=forms.HiddenInput
    )
    order = forms.ChoiceField(label="Show", choices=TriageOrder.choices, required=False)
    school = forms.ChoiceField(label="School", required=False)

    def __init__(self, *args: Any, schools: Sequence[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].choices = [("", "All"), *choices_of(schools)]

    def wanted(self) -> Wanted:
        self.is_valid()
        given = self.cleaned_data
        school = given.get("school")
        return Wanted(
            stage=TriageStage(given.get("stage") or TriageStage.DECIDE),
            order=TriageOrder(given.get("order") or TriageOrder.OLDEST),
            band=next((band for band in BANDS if band.code == given.get("band")), None),
            school=UUID(school) if school else None,
        )
