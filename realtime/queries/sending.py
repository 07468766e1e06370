"""What must be known of messages before they are kept. Whatever their number, it is one question: who writes them,
whether their sessions last, and which are kept already."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from mhst.access import sessions
from mhst.core import clock
from mhst.core.statements import run, uuid
from realtime.queries import participant as people
from realtime.queries.participant import Who

ASKED = """
WITH asked (participant, conversation, mid, key, now) AS (VALUES {{rows}})
SELECT {who}, session_key, m.mid, m.id, m.audience, m.body
  FROM asked {joined} LEFT JOIN {alive}
  LEFT JOIN realtime_message m
    ON (m.conversation_id, m.author_id, m.mid) = (asked.conversation, asked.participant, asked.mid)"""


class Known(NamedTuple):
    """A message as it was kept before."""

    id: UUID
    audience: str
    body: bytes


class Sending(NamedTuple):
    """By participant, by session, and by author and id."""

    people: dict[UUID, Who]
    sessions: set[str]
    known: dict[tuple[UUID, UUID], Known]


def of(messages: Iterable[tuple[UUID, UUID, UUID, str | None]]) -> Sending:
    """Of messages with these authors, conversations, ids and sessions."""
    now = clock.now()
    found = Sending({}, set(), {})
    for *who, session, mid, id, audience, body in run(_asked(connection.vendor), [(*one, now) for one in messages]):
        if session:
            found.sessions.add(session)
        if who[0] is None:
            continue
        one = people.from_row(tuple(who))
        found.people[one.id] = one
        if id is not None:
            found.known[one.id, uuid(mid)] = Known(uuid(id), audience, body)
    return found


@cache
def _asked(vendor: str) -> str:
    who, joined = people.columns(vendor, "asked.participant")
    return ASKED.format(who=who, joined=joined, alive=sessions.ALIVE)
