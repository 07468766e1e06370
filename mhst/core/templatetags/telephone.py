"""{% load telephone %}: a number that a telephone dials when it is pressed."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def dialled(number: str) -> str:
    """Empty where there is none."""
    return format_html('<a href="tel:{}">{}</a>', number.replace(" ", ""), number) if number else ""
