import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mhst.core import clock
from realtime.protocol import there


class FreeTime(forms.TypedChoiceField):
    """One of the times that are free."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=dt.datetime.fromisoformat, empty_value=None, **kwargs)

    def offer(self, times: Iterable[dt.datetime]) -> None:
        free = [(as_value(at), _in_words(at)) for at in times]
        self.choices = [("", _("Choose a time")), *free] if free else []


def as_value(at: dt.datetime) -> str:
    """As the form carries it."""
    return at.astimezone(clock.LONDON).isoformat()


def _in_words(at: dt.datetime) -> str:
    return f"{date_format(at.astimezone(clock.LONDON), 'l j F')}, {there.at_time(at)}"
