"""People's facts in the words and colours of our pages."""

from typing import Any
from urllib.parse import urlencode

from django import template

from mhst.audit import looks
from mhst.people.enums import ConsentState
from mhst.people.models import Absence
from mhst.people.models.practitioner import WeeklyMinutes
from mhst.places.words import clock_time, span_in_words, year_group_in_words

register = template.Library()

COLOURS = {
    ConsentState.NOT_ASKED: "yellow",
    ConsentState.GIVEN: "green",
    ConsentState.REFUSED: "red",
    ConsentState.CONFLICTING: "orange",
    ConsentState.WITHDRAWN: "red",
    ConsentState.EXPIRED: "yellow",
}


@register.filter
def consent_colour(state: ConsentState) -> str:
    """Repeats what the word on the tag says."""
    return COLOURS[state]


@register.filter
def year_group(year: int) -> str:
    """8 is Year 8; 0 is Reception."""
    return year_group_in_words(year)


@register.filter
def stretch(part: WeeklyMinutes) -> str:
    """From when to when, with the dates between which it holds, if it has any."""
    dates = [f"{word} {day.day} {day:%b %Y}" for word, day in (("from", part.starts_on), ("to", part.ends_on)) if day]
    return ", ".join([f"{clock_time(part.start_minute)} to {clock_time(part.end_minute)}", *dates])


@register.filter
def labels(codes: list[str], enum: Any) -> list[str]:
    """The words for codes that a row keeps; a code that no longer exists is shown as it stands."""
    known = dict(enum.choices)
    return [str(known.get(code, code)) for code in codes]


@register.filter
def days(absence: Absence) -> str:
    """The days of an absence, the year said once."""
    return span_in_words(absence.starts_on, absence.ends_on)


register.filter("looked_at", looks.in_words)


@register.filter
def way_back(address: str, back: str) -> str:
    """The address of a form, with the page it is to come back to. No address stays none."""
    return f"{address}?{urlencode({'back': back})}" if address else ""
