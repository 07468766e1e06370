"""{% load sleep_diary %}: the lines of the diary, a set for each day."""

from typing import Any

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def sleep_days() -> list[dict[str, Any]]:
    return [{"name": name, "asks": _asks(number)} for number, name in WEEKDAYS.items()]


def _asks(day: int) -> list[dict[str, str]]:
    words = [
        _("I went to bed at"),
        _("I got up at"),
        _("How well I slept, from 1 to 5"),
        _("What I did in the hour before bed"),
    ]
    return [{"id": f"sleep-{day}-{number}", "words": each} for number, each in enumerate(words)]
