"""Who came, by one or by many, and how many where nobody is known by name."""

from typing import Any

from django import forms

from mhst.core.errors import Refused
from mhst.core.forms import PlainForm
from sessions_app.enums import COUNTED_MECHANISMS, AttendanceCode, GroupSessionType, Mechanism
from sessions_app.models import Attendance
from sessions_app.queries.session_record import Sheet
from sessions_app.rules.attendance import LONGEST, Came, check_came, reasons, words_for

#: The picker says which of them the nation counts.
MECHANISMS = [
    ("Counts as a contact nationally", [(m.value, m.label) for m in Mechanism if m in COUNTED_MECHANISMS]),
    ("Does not count as a contact nationally", [(m.value, m.label) for m in Mechanism if m not in COUNTED_MECHANISMS]),
]
CLOCK = "Chat, text messages and e-mail are written down, but do not count as a contact of the four-week clock."


class One(PlainForm):
    """Whether one young person came."""

    code = forms.ChoiceField(widget=forms.RadioSelect)
    why_not_there = forms.ChoiceField(
        label="If they did not come, why?", required=False, help_text="As the school tells it. It does not change what"
        " is reported.",
    )  # fmt: skip
    mechanism = forms.ChoiceField(
        label="How were you in touch?", choices=MECHANISMS, initial=Mechanism.FACE_TO_FACE, help_text=CLOCK
    )
    minutes = forms.IntegerField(
        label="Minutes", required=False, min_value=1, max_value=LONGEST,
        help_text="With them, without travel and writing. Only if they were seen.",
    )  # fmt: skip
    with_parent = forms.BooleanField(label="A parent or guardian was there too", required=False)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.fields["code"].label = f"Did {sheet.person.name} come?"
        self.fields["code"].choices = [(c.value, words_for(c, sheet.person, sheet.session)) for c in AttendanceCode]
        self.fields["why_not_there"].choices = [("", "No reason needed"), *reasons()]
        self.fields["minutes"].widget.attrs["class"] = "nhsuk-input--width-4"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.is_filled_in and not self.errors:
            try:
                check_came(self.came())
            except Refused as refused:
                self.refuse(refused)
        return given

    @property
    def is_filled_in(self) -> bool:
        return bool(self.cleaned_data.get("code"))

    def came(self) -> Came:
        names = ("code", "why_not_there", "mechanism", "minutes", "with_parent")
        return Came(**{name: self.cleaned_data[name] for name in names})


class OneOfMany(One):
    """Whether one of a group came: how, is said for all of them."""

    field_order = ("code", "why_not_there", "minutes", "with_parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(kwargs["sheet"].person.pk), **kwargs)
        del self.fields["mechanism"]
        self.fields["code"].required = False
        self.fields["code"].one_of_several = True
        self.fields["code"].help_text = "Leave it open for whom you write down later."
        self.said_for_all: str = Mechanism.FACE_TO_FACE

    def came(self) -> Came:
        names = ("code", "why_not_there", "minutes", "with_parent")
        return Came(mechanism=self.said_for_all, **{name: self.cleaned_data[name] for name in names})


class Group(PlainForm):
    """What is the same for everybody in a group."""

    mechanism = forms.ChoiceField(
        label="How were you in touch?", choices=MECHANISMS, initial=Mechanism.FACE_TO_FACE, help_text=CLOCK
    )


class Correct(One):
    """Say otherwise than before."""

    why = forms.CharField(
        label="Why is it corrected?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only those who read the record read this.",
    )  # fmt: skip
    seen_at = forms.CharField(widget=forms.HiddenInput)


class Heads(PlainForm):
    """How many came."""

    kind = forms.ChoiceField(
        label="What kind of session was it?", choices=GroupSessionType.choices, widget=forms.RadioSelect
    )
    came = forms.IntegerField(
        label="How many came?", min_value=0, max_value=500, help_text="A number only. Nobody is named."
    )
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("came", "minutes"):
            self.fields[name].widget.attrs["class"] = "nhsuk-input--width-4"


def as_it_was(attendance: Attendance) -> dict[str, Any]:
    """What a form for correcting starts with."""
    return {
        "code": attendance.code, "why_not_there": attendance.why_not_there, "mechanism": attendance.mechanism,
        "minutes": attendance.minutes, "with_parent": attendance.with_parent,
        "seen_at": attendance.recorded_at.isoformat(),
    }  # fmt: skip
