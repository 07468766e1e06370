"""The bells, typed as lines: one text box a weekday, no script needed to add a period."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from mhst.core.forms import DateField, PlainForm
from mhst.places.enums import PeriodKind, Week, Weekday
from mhst.places.rules.school_day import PeriodGiven
from mhst.places.words import clock_time

LINE = re.compile(
    r"(?P<name>.+?)[\s,:]+(?P<start>\d{1,2}[:.]?\d{2})\s*(?:-|–|to)\s*(?P<end>\d{1,2}[:.]?\d{2})"  # noqa: RUF001 people type it
    r"(?:[\s,]+(?:week\s+)?(?P<week>[ABab]))?"
)
#: What a name begins with, when it is no lesson.
KINDS = (
    (("reg", "tutor", "form", "assembly"), PeriodKind.REGISTRATION),
    (("break", "recess"), PeriodKind.BREAK),
    (("lunch", "dinner"), PeriodKind.LUNCH),
    (("after school", "twilight", "enrichment"), PeriodKind.AFTER_SCHOOL),
)
NONE = "none"


class BellsForm(PlainForm):
    """From when, and the periods of each weekday."""

    starts_on = DateField(label="From which day do these bells ring?")
    monday = forms.CharField(
        label="Monday",
        error_messages={"required": "Enter the periods of Monday, one line each"},
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
        help_text="One line for each: name, start, end. For example, P1 09:00-10:00. Put A or B at the end if it is "
        "only in that week.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for before, day in zip(Weekday, list(Weekday)[1:], strict=False):
            self.fields[day.label.lower()] = forms.CharField(
                label=day.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
                help_text=f"Leave empty if it is the same as {before.label}. Write {NONE} if there are no lessons.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        periods: list[PeriodGiven] = []
        lines: list[str] = []
        for day in Weekday:
            name = day.label.lower()
            typed = _lines(cleaned.get(name, ""))
            lines = typed or lines
            for line in [] if [each.lower() for each in lines] == [NONE] else lines:
                try:
                    periods.append(read_period(day, line))
                except ValueError as error:
                    if typed:
                        self.add_error(name, str(error))
        return {**cleaned, "periods": periods}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_period(weekday: int, line: str) -> PeriodGiven:
    """ "Lunch 12:20-13:05" as a period. Raises: ValueError with a sentence about the line."""
    found = LINE.fullmatch(line)
    if not found:
        raise ValueError(f"“{line}” should be a name, a start and an end, like P1 09:00-10:00")
    name = found["name"].strip()
    return PeriodGiven(
        weekday=int(weekday),
        name=name,
        start_minute=_minute(found["start"], line),
        end_minute=_minute(found["end"], line),
        kind=kind_of(name),
        week=Week((found["week"] or "").upper()),
    )


def kind_of(name: str) -> str:
    """What a period is by its name; a lesson unless it says otherwise."""
    low = name.lower()
    return next((kind for beginnings, kind in KINDS if low.startswith(beginnings)), PeriodKind.LESSON)


def _minute(text: str, line: str) -> int:
    digits = text.replace(":", "").replace(".", "").zfill(4)
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise ValueError(f"“{line}”: {text} is no time of day")
    return hours * 60 + minutes


def as_lines(periods: Iterable[Any]) -> dict[str, str]:
    """Periods as the form shows them: days like the day before are left empty."""
    texts: dict[str, str] = {}
    before = None
    periods = list(periods)
    for day in Weekday:
        lines = [_line(period) for period in periods if period.weekday == day]
        text = "\n".join(lines) or (NONE if periods else "")
        texts[day.label.lower()] = "" if text == before else text
        before = text
    return texts


def _line(period: Any) -> str:
    week = f" {period.week}" if period.week else ""
    return f"{period.name} {clock_time(period.start_minute)}-{clock_time(period.end_minute)}{week}"
