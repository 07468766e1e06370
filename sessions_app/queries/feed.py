"""What a practitioner's calendar feed tells, and whose feed a secret address opens."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mhst.core import clock
from mhst.core.crypto import tokens
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner
from sessions_app.enums import SessionState
from sessions_app.models import CalendarFeed, Facilitation

#: How far a feed looks back and ahead, and how long it keeps telling that something is off.
BACK, AHEAD, KEPT = dt.timedelta(days=30), dt.timedelta(days=365), dt.timedelta(days=30)
GONE = "We could not find that page."


@dataclass(frozen=True)
class FeedEvent:
    """One session on a phone: where and when, never who or why."""

    session_id: UUID
    sequence: int
    changed_at: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    school: str
    room: str
    is_group: bool
    number: int | None
    count: int
    is_off: bool


def feed_of(practitioner: Practitioner) -> CalendarFeed | None:
    """The one that is alive."""
    return CalendarFeed.objects.filter(practitioner=practitioner, revoked_at__isnull=True).first()


def by_token(token: str) -> CalendarFeed:
    """The feed that this address opens.

    Raises: NotFound, with the same words, for an address that never was, was revoked, or belonged to
    somebody who has left.
    """
    found = CalendarFeed.objects.filter(token_hash=tokens.hash_of(token), revoked_at__isnull=True)
    feed = found.select_related("practitioner__user", "practitioner__team").first()
    if feed is None or not feed.practitioner.user.can(Permission.FEED_OWN, feed.practitioner):
        raise NotFound(GONE)
    return feed


def events_of(practitioner: Practitioner) -> list[FeedEvent]:
    """A month back to a year ahead. What was cancelled, skipped or given to somebody else is told for a month."""
    today = clock.today()
    recently = clock.now() - KEPT
    still_told = (
        Q(session__state__in=[SessionState.PLANNED, SessionState.HELD], replaced_at__isnull=True)
        | Q(replaced_at__gte=recently)
        | Q(replaced_at__isnull=True, session__changed_at__gte=recently)
    )
    held = (
        Facilitation.objects.filter(
            still_told, practitioner=practitioner, session__date__range=(today - BACK, today + AHEAD)
        )
        .exclude(session__state=SessionState.SKIPPED, session__version=1)  # was never on the phone
        .select_related("session__series__programme", "session__series__school", "session__room")
    )
    return [_event(row) for row in held.order_by("session__date", "session__start_minute", "session_id")]


def _event(held: Facilitation) -> FeedEvent:
    session = held.session
    return FeedEvent(
        session_id=session.pk,
        sequence=session.version,
        changed_at=max(filter(None, (session.changed_at, held.replaced_at))),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        school=session.series.school.name,
        room=session.room.name if session.room else "",
        is_group=session.series.programme.is_group,
        number=None if session.state == SessionState.CANCELLED else session.number,
        count=session.series.session_count,
        is_off=held.replaced_at is not None or session.state in {SessionState.CANCELLED, SessionState.SKIPPED},
    )
