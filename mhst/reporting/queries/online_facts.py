"""The contacts of online counselling, as the house counts contacts. Accounts are counted: nobody is named."""

import datetime as dt
from collections.abc import Iterator

from mhst.reporting.enums import ContactKind
from mhst.reporting.facts import Fact, Source, key_of
from realtime.queries import uptake

TOLD = {
    ContactKind.CHAT: uptake.chats,
    ContactKind.MESSAGE: uptake.answers,
    ContactKind.ROOM: uptake.in_rooms,
}


def facts_of(date: dt.date) -> Iterator[Fact]:
    """Those of one day. Four queries."""
    return (_fact(kind, helped) for kind, told in TOLD.items() for helped in told(date))


def _fact(kind: ContactKind, helped: uptake.Helped) -> Fact:
    """Of the day of birth nothing but the month is known."""
    visitor = helped.visitor
    return Fact(
        kind=kind, source_id=helped.id, person_key=key_of(visitor.pk), at=helped.at, team_id=helped.team_id,
        school_id=None, gender=visitor.gender, ethnicity=visitor.ethnicity,
        birth_date=dt.date(visitor.born_year, visitor.born_month, 1),
    )  # fmt: skip


ONLINE = Source("online", tuple(TOLD), facts_of, uptake.days_written_since)
