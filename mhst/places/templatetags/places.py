"""Terms and special days in words."""

from typing import Any

from django import template

from mhst.places.queries.school_year import describe
from mhst.places.words import span_in_words

register = template.Library()


@register.filter
def described(row: Any) -> str:
    """A term by its name, a special day by what it is."""
    return row.name if hasattr(row, "name") else describe(row)


@register.filter
def when(row: Any) -> str:
    """From the first to the last day: "26 to 30 October 2026"."""
    return span_in_words(row.starts_on, row.ends_on)
