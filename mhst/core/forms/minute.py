from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mhst.core import clock


class MinuteField(forms.TypedChoiceField):
    """A time of day to five minutes, kept as minutes after midnight."""

    def __init__(self, *, earliest: int = 7 * 60, latest: int = 19 * 60, step: int = 5, **kwargs: Any) -> None:
        times = [(minute, f"{clock.time_of(minute):%H:%M}") for minute in range(earliest, latest + 1, step)]
        super().__init__(choices=[("", _("Choose a time")), *times], coerce=int, empty_value=None, **kwargs)
        self.widget.attrs.setdefault("class", "app-select--short")
