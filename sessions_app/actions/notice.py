"""Telling people: a row for them to read, and a message in the outbox, in the same transaction as the change."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse

from mhst.access.models import User
from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.permissions import Permission
from mhst.places.models import School, Team
from mhst.settings.environment import environment
from sessions_app.actions import facilitation, message
from sessions_app.enums import Channel, MessageWords, NoticeKind
from sessions_app.models import Notice, Series, SupportSession
from sessions_app.planner.reasons import listed
from sessions_app.queries import affected
from sessions_app.queries import notice as notice_queries
from sessions_app.queries import series as series_queries


@action
def tell(
    *,
    series: Series,
    kind: NoticeKind,
    sentence: str,
    by: Actor,
    session: SupportSession | None = None,
    is_first: bool = False,
) -> None:
    """Write a notice for everybody concerned, apart from whoever did it. `sentence` names no young person.

    It leads to the `session`. Where that `is_first` of several, it leads to the run that has them all, for whoever may
    open that.
    """
    readers = [user for user in series_queries.concerned_by(series) if user.audit_id != by.audit_id]
    notices = [
        Notice(
            to=user,
            kind=kind,
            series=series,
            session=None if is_first and user.can(Permission.SESSION_VIEW, series) else session,
            sentence=_for(user, series, sentence)[:300],
        )
        for user in readers
    ]
    Notice.objects.bulk_create(notices)
    for notice in notices:
        send(notice=notice, team=series.team, by=by)


@action
def tell_of_touched(*, runs: Sequence[affected.Touched], kind: NoticeKind, by: Actor) -> int:
    """Tell those concerned which sessions a change elsewhere touches, unless they have that unread.

    Returns how many runs were told of.
    """
    told = 0
    for run in runs:
        what = "; ".join(f"{reason} on {_some(dates)}" for reason, dates in run.why.items())
        do = "Move this session or cancel it." if run.is_one else "Move these sessions or cancel them."
        sentence = f"{_which(run)}: {what}. {do}"
        if not notice_queries.is_unread(run.series, sentence):
            session = None if run.series.programme.is_group else run.first
            tell(series=run.series, kind=kind, sentence=sentence, by=by, session=session, is_first=not run.is_one)
            told += 1
    return told


@action
def tell_who_runs(*, team: Team, school: School, runs: Sequence[affected.Touched], by: Actor) -> int:
    """Tell the team's managers, once, how many sessions are booked at a school that it does not serve any more then.

    Returns how many were told.
    """
    sentence = _after_last_day(team, school, sum(run.sessions for run in runs))
    readers = [
        user for user in notice_queries.who_runs(team) if not notice_queries.is_unread_by(user, school, sentence)
    ]
    for user in readers:
        notice = Notice.objects.create(to=user, kind=NoticeKind.SCHOOL_LEFT, school=school, sentence=sentence)
        send(notice=notice, team=team, by=by)
    return len(readers)


@action
def mark_read(*, notices: Iterable[UUID], by: User) -> int:
    """Mark the reader's own notices as read; others' are left alone. Returns how many."""
    return Notice.objects.filter(to=by, pk__in=list(notices), read_at__isnull=True).update(read_at=clock.now())


@action
def send(*, notice: Notice, team: Team, by: Actor) -> None:
    """By e-mail too, in neutral words, to those who have an address."""
    if notice.to.email:
        message.write(
            key=f"notice:{notice.pk}",
            channel=Channel.EMAIL,
            address=notice.to.email,
            words=MessageWords.NOTICE,
            details={"link": environment.base_url.rstrip("/") + reverse("notices")},
            team=team,
            by=by,
        )


def _which(run: affected.Touched) -> str:
    """The group; of a 1:1 also when and with whom: a school has several, and does not read which programme."""
    if run.series.programme.is_group:
        return str(run.series)
    holders = listed([person.user.name for person in facilitation.holders_of(run.series)])
    return f"{run.series} with {holders}, {run.first.date:%A}s at {run.first.starts_at:%H:%M}"


def _after_last_day(team: Team, school: School, sessions: int) -> str:
    are, them = ("session is", "it") if sessions == 1 else ("sessions are", "them")
    return f"{sessions} {are} still booked at {school} after the last day of {team} there. Move or cancel {them}."


def _some(dates: list[dt.date]) -> str:
    days = [f"{date:%-d %B}" for date in dates[:4]]
    if len(dates) > len(days):
        return f"{', '.join(days)} and {len(dates) - len(days)} more"
    return listed(days)


def _for(reader: User, series: Series, sentence: str) -> str:
    """The sentence; without the programme of a 1:1, which names what troubles one person, to all but the team."""
    if series.programme.is_group or reader.can(Permission.SESSION_VIEW, series):
        return sentence
    return sentence.replace(series.programme.name, "A 1:1 course")
