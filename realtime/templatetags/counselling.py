"""{% load counselling %}: times of a counselling service in words."""

import datetime as dt
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mhst.core import clock
from realtime.protocol import there
from realtime.rules.hours import spoken

register = template.Library()


@register.filter
def time_of_day(minute: int) -> str:
    """Minutes after midnight, as on a clock."""
    return spoken(minute)


@register.filter
def at_time(moment: dt.datetime) -> str:
    """The time on the wall in London, as chats say it."""
    said = there.at_time(moment)
    return _("midnight") if said == there.MIDNIGHT else said


@register.filter
def seconds_left(moment: dt.datetime) -> int:
    """Until then; none when it is over."""
    return max(0, round((moment - clock.now()).total_seconds()))


@register.filter
def london_day(moment: dt.datetime) -> str:
    """Today, tomorrow, or the day and date."""
    on = moment.astimezone(clock.LONDON).date()
    known = {0: _("today"), 1: _("tomorrow")}
    return known.get((on - clock.today()).days) or date_format(on, _("\\o\\n l j F"))


@register.filter
def opening_day(moment: dt.datetime) -> str:
    """As `london_day`, of when a service opens: whoever opens at midnight is told the night, not the day after."""
    local = moment.astimezone(clock.LONDON)
    if (local.hour, local.minute) != (0, 0):
        return london_day(moment)
    evening = local.date() - dt.timedelta(days=1)
    return (
        _("tonight")
        if evening == clock.today()
        else date_format(evening, _("\\o\\n \\t\\h\\e \\n\\i\\g\\h\\t \\o\\f l j F"))
    )


YEAR = 365.25


@register.filter
def kept_for(days: int) -> str:
    """Whole years as years, all else in days: "20 years", "90 days"."""
    if days >= YEAR - 1 and abs(days - YEAR * round(days / YEAR)) <= 1:
        return _many(round(days / YEAR), "year")
    return _many(days, "day")


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


@register.filter
def unless(is_so: bool, other: bool) -> bool:
    """Both in one attribute of a part of a page."""
    return is_so and not other


@register.filter
def is_about(typed: Any, held: Any) -> bool:
    """Whether what was sent is the decision about this post."""
    return bool(typed) and f"{typed.get('author')} {typed.get('mid')}" == held.key


@register.filter
def is_about_post(typed: Any, post: Any) -> bool:
    """The same, of a post that is shown."""
    return bool(typed) and f"{typed.get('author')} {typed.get('mid')}" == f"{post.author_id} {post.mid}"
