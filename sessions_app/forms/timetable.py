import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from mhst.core.forms import DateField, PlainForm
from mhst.places.models import Cluster, School
from mhst.places.names import choices_of
from sessions_app.queries.timetable import TeamFilter, monday_of, working_monday

#: Far enough for any record kept here, near enough that a week before and after always exist.
EARLIEST, LATEST = dt.date(2000, 1, 3), dt.date(2099, 12, 31)


class GoToDate(PlainForm):
    """Any date of the week that is wanted."""

    date = DateField(label="Date", earliest=EARLIEST, latest=LATEST)


class TeamFilterForm(PlainForm):
    """Which part of a team's week is wanted."""

    search = forms.CharField(label="Practitioner", required=False, max_length=60)

    def __init__(self, *args: Any, clusters: list[Cluster], schools: list[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cluster"] = _choice("Cluster", [(str(cluster.pk), cluster.name) for cluster in clusters])
        self.fields["school"] = _choice("School", choices_of(schools))

    def wanted(self) -> TeamFilter:
        """What was asked for; a value that cannot be is as good as none."""
        self.is_valid()
        return TeamFilter(
            search=self.cleaned_data.get("search", ""),
            cluster=_uuid(self.cleaned_data.get("cluster")),
            school=_uuid(self.cleaned_data.get("school")),
        )


def week_asked_for(text: str, today: dt.date) -> dt.date:
    """The Monday of the week in an address, or of this week when the address names none that can be shown."""
    date = date_asked_for(text)
    return monday_of(date) if date else working_monday(today)


def is_no_week(text: str) -> bool:
    """Whether an address asks for a week that there is none of, or none that can be shown."""
    return bool(text) and date_asked_for(text) is None


def date_asked_for(text: str) -> dt.date | None:
    """The date in an address, or None when it names none that can be shown."""
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return date if EARLIEST <= date <= LATEST else None


def day_asked_for(text: str, dates: Sequence[dt.date], today: dt.date) -> dt.date:
    """The one of these dates whose weekday the address names (Monday is 0), else today, else the first of them."""
    asked = [date for date in dates if str(date.weekday()) == text]
    return asked[0] if asked else today if today in dates else dates[0]


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "All"), *choices], required=False)


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None
