"""Minutes after midnight in the form that people read."""

from django import template

from mhst.core.clock import time_of

register = template.Library()


@register.filter
def clock(minute: int) -> str:
    """680 is 11:20."""
    return f"{time_of(int(minute)):%H:%M}"
