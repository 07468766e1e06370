"""Rooms, the hours in which they are lent, and taking them back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from mhst.core.forms import DateField, MinuteField, PlainForm
from mhst.places.enums import Weekday
from mhst.places.models.room import EARLIEST, LATEST
from mhst.places.rules.room import LARGEST, MOST_UNITS, Hours

#: Stretches a day, so that lunch can be left out.
STRETCHES = 2


class RoomForm(PlainForm):
    """What a room is."""

    name = forms.CharField(
        label="Name",
        error_messages={"required": "Enter the room's name"},
        max_length=80,
        help_text="As people at the school say it: Room 12, The Nook",
    )
    capacity = forms.IntegerField(
        label="How many people does it hold?", max_value=LARGEST, help_text="Practitioners included"
    )
    is_confidential = forms.BooleanField(
        label="Nobody outside can hear or see in",
        required=False,
        help_text="Only such rooms are offered for groups and 1:1 sessions",
    )
    units = forms.IntegerField(
        label="How many meetings can share it at once?",
        max_value=MOST_UNITS,
        initial=1,
        help_text="Usually 1. A hall with two quiet corners: 2. A group always takes the whole room.",
    )
    directions = forms.CharField(
        label="How to find it", max_length=200, required=False, help_text="For somebody who has never been there"
    )


class RoomHoursForm(PlainForm):
    """Monday to Friday, two stretches each."""

    def __init__(self, *args: Any, hours: Iterable[Hours] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = {day: sorted((s, e) for d, s, e in hours if d == day) for day in Weekday}
        for day in Weekday:
            for stretch in range(STRETCHES):
                start, end = present[day][stretch] if stretch < len(present[day]) else (None, None)
                self._add(day, stretch, start, end)

    def _add(self, day: Weekday, stretch: int, start: int | None, end: int | None) -> None:
        for side, value in (("from", start), ("to", end)):
            label = f"And {side}" if stretch else side.capitalize()
            field = MinuteField(label=label, required=False, initial=value)
            field.choices = [("", "None"), *list(field.choices)[1:]]  # type: ignore[arg-type]
            self.fields[f"{day}_{stretch}_{side}"] = field

    def days(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Each day with its pairs of fields, for the template."""
        return [
            (day.label, [(self[f"{day}_{n}_from"], self[f"{day}_{n}_to"]) for n in range(STRETCHES)]) for day in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hours = []
        for day in Weekday:
            for n in range(STRETCHES):
                start, end = cleaned.get(f"{day}_{n}_from"), cleaned.get(f"{day}_{n}_to")
                if (start is None) != (end is None):
                    side = "from" if start is None else "to"
                    self.add_error(f"{day}_{n}_{side}", f"{day.label}: choose both times, or neither")
                elif start is not None:
                    hours.append((int(day), start, end))
        return {**cleaned, "hours": hours}


class RoomBlockForm(PlainForm):
    """The school needs its room back."""

    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty if it is one day")
    start_minute = MinuteField(label="From", required=False, help_text="Leave empty for the whole day")
    end_minute = MinuteField(label="To", required=False)
    reason = forms.CharField(
        label="What is the room needed for?", max_length=80, help_text="For example, mock exams. Name no pupil."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["ends_on"] = cleaned.get("ends_on") or cleaned.get("starts_on")
        cleaned["start_minute"] = EARLIEST if cleaned.get("start_minute") is None else cleaned["start_minute"]
        cleaned["end_minute"] = LATEST if cleaned.get("end_minute") is None else cleaned["end_minute"]
        return cleaned
