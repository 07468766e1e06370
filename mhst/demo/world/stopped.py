"""Runs that do not go on as they were booked: one is paused for now, a group where one is under way, and one was
cancelled before it began."""

import datetime as dt

from mhst.access.enums import RoleName
from mhst.access.models import User
from mhst.demo.world import pen, words
from mhst.demo.world.area import Area
from sessions_app.actions import series as actions
from sessions_app.enums import CancelReason, NoticeKind, ProgrammeKind, SeriesState
from sessions_app.models import Course, Notice, Series

#: How long ago it was.
PAUSED, CANCELLED = dt.timedelta(days=2), dt.timedelta(days=3)


def build(area: Area, today: dt.date) -> None:
    """By the manager, and not at the school where most people look first, so that its weeks stay full."""
    by = User.objects.filter(memberships__role=RoleName.TEAM_MANAGER).earliest("pk")
    rows = Series.objects.filter(state=SeriesState.CONFIRMED).exclude(school=area.schools[0]).order_by("first_on", "pk")
    under_way = rows.filter(first_on__lt=today, sessions__date__gt=today)
    begun = under_way.filter(programme__kind=ProgrammeKind.GROUP).first() or under_way.first()
    to_come = rows.filter(first_on__gt=today, programme__kind=ProgrammeKind.ONE_TO_ONE).last()
    if begun:
        actions.pause(series=begun, note=words.PAUSED, by=by)
        _told(begun, today - PAUSED)
    if to_come:
        actions.cancel(series=to_come, reason=CancelReason.ASKED_BY_FAMILY, by=by)
        Course.objects.filter(series=to_come).update(started_on=today - CANCELLED, ended_on=today - CANCELLED)
        _told(to_come, today - CANCELLED)


def _told(series: Series, on: dt.date) -> None:
    """Those concerned read of it then."""
    about = Notice.objects.filter(series=series) | Notice.objects.filter(referral__courses__series=series)
    lately = about.exclude(kind=NoticeKind.BOOKED).values_list("pk", flat=True)
    Notice.objects.filter(pk__in=list(lately)).update(created_at=pen.at(pen.school_day(on)))
