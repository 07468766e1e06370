"""Making, replacing and ending the secret address of a practitioner's calendar."""

import datetime as dt

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.core.crypto import tokens
from mhst.people.models import Practitioner
from sessions_app.models import CalendarFeed
from sessions_app.queries import feed as queries
from sessions_app.rules.feed import check_own_feed

#: Reading times are kept to the quarter of an hour: enough to notice a phone that should not be reading.
READ_STEP = dt.timedelta(minutes=15)


@action
def create(*, practitioner: Practitioner, by: Actor) -> str:
    """Make a new address and end the one before. Returns its token, which is nowhere else and shown once.

    Raises: Refused to anybody but the practitioner.
    """
    check_own_feed(by, practitioner)
    Practitioner.objects.select_for_update().get(pk=practitioner.pk)  # one at a time: only one feed is alive
    _end(practitioner)
    token = tokens.new_token()
    CalendarFeed.objects.create(practitioner=practitioner, token_hash=tokens.hash_of(token))
    return token


@action
def revoke(*, practitioner: Practitioner, by: Actor) -> bool:
    """End the address now; whoever reads it gets nothing more. Returns whether there was one.

    Raises: Refused to anybody but the practitioner.
    """
    check_own_feed(by, practitioner)
    return _end(practitioner)


@action
def note_read(*, feed: CalendarFeed, by: Actor) -> None:
    """Remember that a phone has read the feed. Leaves no audit row: no person has done anything."""
    now = clock.now()
    if feed.last_read_at is None or now - feed.last_read_at >= READ_STEP:
        CalendarFeed.polled.filter(pk=feed.pk).update(last_read_at=now)


def _end(practitioner: Practitioner) -> bool:
    alive = queries.feed_of(practitioner)
    if alive is None:
        return False
    alive.revoked_at = clock.now()
    alive.save()
    return True
