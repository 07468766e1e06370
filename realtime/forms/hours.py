from collections.abc import Sequence
from typing import Any

from django import forms

from mhst.access.models import User
from mhst.core.errors import DomainError
from mhst.core.forms import DateField, PlainForm
from mhst.places.models import Council
from realtime.rules.hours import spoken

A_DAY, STEP = 1440, 15


class TimeOfDay(forms.TypedChoiceField):
    """A quarter of an hour from midnight on, or, of an end, to the next one; kept as minutes."""

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        first = STEP if is_end else 0
        times = [(minute, spoken(minute)) for minute in range(first, first + A_DAY, STEP)]
        super().__init__(choices=[("", "Choose a time"), *times], coerce=int, empty_value=None, **kwargs)
        self.widget.attrs.setdefault("class", "app-select--short")


class Anyway(PlainForm):
    """Hours may leave booked chats outside, or close before who is here now: a box to tick, once whoever changes them
    has read which and whom."""

    anyway = forms.BooleanField(label="Change the hours all the same", required=False, widget=forms.HiddenInput)

    def refuse(self, refused: DomainError) -> None:
        if refused.details.get("field") == "anyway":
            self.fields["anyway"].widget = forms.CheckboxInput()
        super().refuse(refused)


class Times(Anyway):
    """When it opens on one day; all three empty for closed."""

    opens = TimeOfDay(label="Opens", required=False)
    accept_until = TimeOfDay(
        label="Lets people in until",
        is_end=True,
        required=False,
        help_text="Later than this nobody new joins the queue.",
    )
    closes = TimeOfDay(label="Closes", is_end=True, required=False)
    field_order = ["opens", "accept_until", "closes", "anyway"]


class Special(Times):
    on = DateField(label="Date")
    field_order = ["on", "opens", "accept_until", "closes", "anyway"]


class ShiftForm(PlainForm):
    """Who is on shift, when, and with how many chats at once."""

    counsellor = forms.ChoiceField(label="Who?")
    on = DateField(label="Date")
    starts = TimeOfDay(label="From")
    ends = TimeOfDay(label="To", is_end=True)
    most = forms.TypedChoiceField(
        label="Chats at once, at most",
        error_messages={"required": "Choose how many chats they hold at once"},
        coerce=int,
        choices=[(number, str(number)) for number in range(1, 5)],
    )

    def __init__(self, *args: Any, counsellors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"most": 2, **kwargs.get("initial", {})}})
        self.by_id = {str(user.pk): user for user in counsellors}
        self.fields["counsellor"].choices = [("", "Choose"), *((id, user.name) for id, user in self.by_id.items())]

    def clean_counsellor(self) -> User:
        return self.by_id[self.cleaned_data["counsellor"]]


class ChangedShift(Anyway, ShiftForm):
    """A shift that was on the rota; without it the service may close at once."""

    field_order = ["counsellor", "on", "starts", "ends", "most", "anyway"]


class About(PlainForm):
    """Whom a service is for."""

    areas = forms.MultipleChoiceField(
        label="Areas", widget=forms.CheckboxSelectMultiple, help_text="Young people who live in one of these can come."
    )
    youngest = forms.IntegerField(label="Youngest age", min_value=10, max_value=25)
    oldest = forms.IntegerField(label="Oldest age", min_value=10, max_value=25)

    def __init__(self, *args: Any, councils: Sequence[Council], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"youngest": 11, "oldest": 19, **kwargs.get("initial", {})}})
        self.by_id = {str(council.pk): council for council in councils}
        self.fields["areas"].choices = [(id, str(council)) for id, council in self.by_id.items()]

    def clean_areas(self) -> list[Council]:
        return [self.by_id[id] for id in self.cleaned_data["areas"]]
