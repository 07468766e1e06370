import calendar
import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mhst.core import clock
from mhst.core.forms.words import spoken


class DateBoxes(forms.MultiWidget):
    """Day, month and year in a box each: no picker to fight with, and any phone's number keys will do."""

    template_name = "forms/widgets/date.html"
    use_fieldset = True
    first_input_suffix = "_0"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = zip(context["widget"]["subwidgets"], ((_("Day"), 2), (_("Month"), 2), (_("Year"), 4)), strict=True)
        for part, (label, width) in labels:
            part["label"], part["width"] = label, width
        return context


MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


#: Beyond these a year is a slip of the finger, whatever is asked.
EARLIEST = dt.date(1900, 1, 1)
YEARS_AHEAD = 10


class DateField(forms.Field):
    """A date typed as day, month and year. Its sentences name the field and what would be right.

    Without limits of its own it takes any date from 1900 to ten years from now.
    """

    widget = DateBoxes

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        example: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest
        self.example = example or clock.today()
        self.help_text = self.help_text or format_lazy(gettext_lazy("For example, {date}"), date=_spelt(self.example))

    def clean(self, value: Any) -> dt.date | None:
        day, month, year = ((part or "").strip() for part in (value or ["", "", ""]))
        if not (day or month or year):
            self._refuse_nothing()
            return None
        parts = ((_("a day"), day), (_("a month"), month), (_("a year"), year))
        if missing := [name for name, part in parts if not part]:
            told = {"label": self._name, "missing": _(" and ").join(missing)}
            raise forms.ValidationError(_("%(label)s must include %(missing)s") % told, code="incomplete")
        return self._within(self._read(day, month, year))

    def _refuse_nothing(self) -> None:
        if self.required:
            raise forms.ValidationError(_asked_for(self._name), code="required")

    def _read(self, day: str, month: str, year: str) -> dt.date:
        number = MONTHS.get(month[:3].lower(), month)
        try:
            if len(year) != 4:
                raise ValueError
            return dt.date(int(year), int(number), int(day))
        except (ValueError, OverflowError) as error:
            told = {"label": self._name, "example": _spelt(self.example)}
            sentence = _("%(label)s must be a real date, like %(example)s") % told
            raise forms.ValidationError(sentence, code="invalid") from error

    def _within(self, date: dt.date) -> dt.date:
        earliest = self.earliest or EARLIEST
        latest = self.latest or dt.date(clock.today().year + YEARS_AHEAD, 12, 31)
        if date < earliest:
            told = {"label": self._name, "date": _said(earliest)}
            raise forms.ValidationError(_("%(label)s must be %(date)s or later") % told, code="too-early")
        if date > latest:
            told = {"label": self._name, "date": _said(latest)}
            raise forms.ValidationError(_("%(label)s must be %(date)s or earlier") % told, code="too-late")
        return date

    @property
    def _name(self) -> str:
        return str(self.label or _("Date"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True


def _asked_for(name: str) -> str:
    if name.endswith("?"):
        return _("Answer the question: %(label)s") % {"label": name}
    return _("Enter %(spoken)s") % {"spoken": spoken(name)}


def _spelt(date: dt.date) -> str:
    return f"{date.day} {date.month} {date.year}"


def _said(date: dt.date) -> str:
    return date_format(date, "j F Y")
