"""Which runs are over: something of theirs was to be held, and no day of theirs is left."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef

from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import Series, SupportSession


def over(today: dt.date) -> Any:
    """Booked runs whose last session was held, or is past, with nothing left from today on that could still take place.

    A cancelled or skipped week to come could be taken up again until its day is past. A paused run goes on one day.
    """
    days = SupportSession.objects.filter(series=OuterRef("pk"))
    left = days.filter(date__gte=today).exclude(state=SessionState.HELD)
    return Series.objects.filter(Exists(days), ~Exists(left), state=SeriesState.CONFIRMED)
