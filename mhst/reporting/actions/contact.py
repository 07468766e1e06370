"""Rolling contacts up, a day at a time: what is new is added, what turned out otherwise is withdrawn, none is lost."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from mhst.audit.recording import action
from mhst.core import clock
from mhst.core.actors import Actor
from mhst.places.queries.bank_holidays import bank_holiday
from mhst.reporting.dates import age_on, local, quarter_of, slot_of
from mhst.reporting.facts import Fact, Later, Source, key_of
from mhst.reporting.models import Contact, RolledUp
from mhst.reporting.queries.term import in_term

#: Rows of a transaction that was open when we last looked are found at the next time.
LOOK_BACK = dt.timedelta(minutes=10)
#: What makes a contact another one than before.
COUNTED = (
    "person_key", "team_id", "school_id", "hour", "slot", "gender", "ethnicity", "age", "waited", "reason",
    "came_of_it", "ended_because",
)  # fmt: skip


@action
def roll_up(*, source: Source, by: Actor) -> int:
    """Bring the contacts of a source up to date: the days it has written about since last time, and of other days
    those of whom it was told something since. How many days."""
    begun = clock.now()
    last, _ = RolledUp.objects.select_for_update().get_or_create(
        source=source.name, defaults={"until": dt.datetime.min.replace(tzinfo=dt.UTC)}
    )
    since = last.until - LOOK_BACK if last.until.year > 1 else None
    days = source.days_since(since)
    for day in sorted(days):
        _bring_up(day, source.facts_of(day), _standing(source, day), begun)
    told = _roll_up_people(source, source.later, since, days, begun) if since and source.later else set()
    last.until = begun
    last.save()
    return len(days | told)


def _roll_up_people(
    source: Source, later: Later, since: dt.datetime, without: set[dt.date], now: dt.datetime
) -> set[dt.date]:  # fmt: skip
    """Theirs alone: nobody else's contacts of such a day are read. Which days."""
    people = {day: some for day, some in later.people_since(since).items() if day not in without}
    for day, some in sorted(people.items()):
        keys = [key_of(person) for person in some]
        _bring_up(day, later.facts_of(day, some), _standing(source, day).filter(person_key__in=keys), now)
    return set(people)


def _standing(source: Source, day: dt.date) -> Any:
    return Contact.objects.filter(kind__in=source.kinds, on=day, withdrawn_at__isnull=True)


def _bring_up(day: dt.date, told: Iterable[Fact], standing: Collection[Contact], now: dt.datetime) -> None:
    wanted = {(fact.kind, fact.source_id): _contact(fact, now) for fact in told}
    held = {(contact.kind, contact.source_id): contact for contact in standing}
    gone = [held[key].pk for key in held if key not in wanted or not _is_same(held[key], wanted[key])]
    Contact.objects.filter(pk__in=gone).update(withdrawn_at=now)
    new = [made for key, made in wanted.items() if key not in held or held[key].pk in gone]
    _say_what_day_it_was(day, new)
    Contact.objects.bulk_create(new, batch_size=500)


def _say_what_day_it_was(day: dt.date, new: list[Contact]) -> None:
    """Asked of new ones alone: most of what is read stands as it is."""
    if new:
        terms, is_holiday = in_term({made.school_id for made in new} - {None}, day), bank_holiday(day) is not None
        for made in new:
            made.is_bank_holiday, made.in_term = is_holiday, terms.get(made.school_id, False)


def _contact(fact: Fact, now: dt.datetime) -> Contact:
    wall = local(fact.at)
    return Contact(
        kind=fact.kind, source_id=fact.source_id, person_key=fact.person_key, team_id=fact.team_id,
        school_id=fact.school_id, on=wall.date(), hour=wall.hour, slot=slot_of(fact.at),
        is_bank_holiday=False, in_term=False, gender=fact.gender,
        ethnicity=fact.ethnicity, age=age_on(fact.birth_date, quarter_of(wall.date()).last), waited=fact.waited,
        reason=fact.reason, came_of_it=fact.came_of_it, ended_because=fact.ended_because, learnt_at=now,
    )  # fmt: skip


def _is_same(one: Contact, other: Contact) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in COUNTED)
