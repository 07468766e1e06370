"""Whom a desk is for, and who is on its rota."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.forms import DateField, MinuteField, PlainForm
from mhst.places.models import Council
from school_link.enums import ConsultationTheme, WhatHappened
from school_link.queries.over import NOT_TOLD, WITHDRAWN


class About(PlainForm):
    areas = forms.MultipleChoiceField(
        label="Areas", widget=forms.CheckboxSelectMultiple,
        help_text="Schools of these areas ask this desk, whichever cluster they are in.",
    )  # fmt: skip
    routine_days = forms.IntegerField(
        label="Working days within which routine questions are answered", min_value=1, max_value=20
    )

    def __init__(self, *args: Any, councils: Sequence[Council], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(council.pk): council for council in councils}
        self.fields["areas"].choices = [(id, str(council)) for id, council in self.by_id.items()]

    def clean_areas(self) -> list[Council]:
        return [self.by_id[id] for id in self.cleaned_data["areas"]]


class Over(PlainForm):
    """Which of those that are answered or over are listed. What cannot be is as good as nothing."""

    came = forms.ChoiceField(
        label="What came of it", required=False,
        choices=[("", "Anything"), *WhatHappened.choices, (NOT_TOLD, "Not told yet"), (WITHDRAWN, "Withdrawn")],
    )  # fmt: skip
    theme = forms.ChoiceField(label="About", choices=[("", "Everything"), *ConsultationTheme.choices], required=False)
    mine = forms.BooleanField(label="Only those that I answered", required=False)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("came", "theme", "mine")}


class OnRota(PlainForm):
    specialist = forms.ChoiceField(label="Who?")
    on = DateField(label="Date")
    starts = MinuteField(label="From", step=15)
    ends = MinuteField(label="To", step=15)

    def __init__(self, *args: Any, specialists: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(user.pk): user for user in specialists}
        self.fields["specialist"].choices = [("", "Choose"), *((id, user.name) for id, user in self.by_id.items())]

    def clean_specialist(self) -> User:
        return self.by_id[self.cleaned_data["specialist"]]
