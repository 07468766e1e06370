"""Counting contacts as they were known at a moment."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Q

from mhst.core.disclosure import TOP, Cell, Shape
from mhst.people.enums import Ethnicity, Gender
from mhst.places.models import Team
from mhst.reporting.dates import Period
from mhst.reporting.enums import ContactKind
from mhst.reporting.models import Contact
from mhst.reporting.queries import area

#: As published: who would be too few by themselves stand together from the start.
GENDERS = {
    Gender.FEMALE: "female",
    Gender.MALE: "male",
    Gender.NON_BINARY: "another",
    Gender.OTHER: "another",
    Gender.NOT_KNOWN: "not_said",
    Gender.NOT_STATED: "not_said",
}
_GROUPS = {"white": "ABC", "mixed": "DEFG", "asian": "HJKLR", "black": "MNP", "other_group": "S"}
#: The five groups of the census, which counts Chinese among Asian.
ETHNICITIES = {code: group for group, codes in _GROUPS.items() for code in codes} | {
    Ethnicity.NOT_STATED: "not_said",
    Ethnicity.NOT_KNOWN: "not_said",
}
HELPS = {
    ContactKind.SESSION: "one_to_one",
    ContactKind.GROUP: "in_a_group",
    ContactKind.CHAT: "online",
    ContactKind.MESSAGE: "online",
    ContactKind.ROOM: "online",
}
#: As published, by the code of the request.
_FOR = {
    "for_worry_or_fears": ("05", "06", "07"), "for_low_mood": ("04",), "for_self_harm_or_eating": ("12", "15"),
    "for_behaviour_or_relationships": ("16", "19"), "for_neurodevelopment": ("24", "25"),
    "for_something_that_happened": ("11", "22", "23"),
}  # fmt: skip
REASONS = {code: reason for reason, codes in _FOR.items() for code in codes}
#: Up to which age, and up to how many days: what is above all of them comes last.
AGES = ((10, "under_11"), (13, "11_to_13"), (15, "14_to_15"), (17, "16_to_17"))
WAITS = ((27, "within_4_weeks"), (84, "4_to_12_weeks"))
#: What no table of a month tells of, so that it can still be learnt until the quarter is published.
OF_QUARTERS = ("ethnicity", "age", "waited", "reason")


#: The months of a quarter, each with the moment as known at which it is counted.
Moments = Mapping[Period, dt.datetime]


class Seen(NamedTuple):
    """One contact, as far as it is counted."""

    person: str
    month: str
    place: str
    time: str
    help: str
    gender: str
    ethnicity: str
    age: str
    wait: str
    reason: str


def month_name(first: dt.date) -> str:
    return f"{first:%B %Y}"


def seen(team: Team, month: Period, known_at: dt.datetime, now: dt.datetime | None = None) -> Iterator[Seen]:
    """Who was seen that month, where and when, the first contact first; also where another team serves the school, or
    none, by now. What no month tells of is as it is known `now`. Two queries, or four."""
    names, month_is = area.names(team, month.quarter), month_name(month.first)
    rows = as_known(team, month, known_at).exclude(kind=ContactKind.ENDING)
    told = _told_since(team, month, known_at, now) if now and now > known_at else {}
    wanted = ("pk", "person_key", "slot", "kind", "gender", *OF_QUARTERS, "school")
    for pk, person, slot, kind, gender, *row, school in rows.values_list(*wanted).iterator(chunk_size=20_000):
        place = names.get(school, area.UNKNOWN)
        yield _seen(month_is, place, person, slot, kind, gender, *told.get(pk, row))


def _told_since(team: Team, month: Period, known_at: dt.datetime, now: dt.datetime) -> dict[int, list[Any]]:
    """By the row as it was known then what quarters tell of it, where that is another by now."""
    then = as_known(team, month, known_at).filter(withdrawn_at__lte=now)
    made = as_known(team, month, now).filter(learnt_at__gt=known_at)
    by_now = {(kind, id): told for kind, id, *told in made.values_list("kind", "source_id", *OF_QUARTERS)}
    same = ((pk, by_now.get((kind, id))) for pk, kind, id in then.values_list("pk", "kind", "source_id"))
    return {pk: told for pk, told in same if told is not None}


def as_known(team: Team, period: Period, known_at: dt.datetime) -> Any:
    """Rows of a team and a period as they were known then, the first one first."""
    rows = Contact.objects.filter(team=team, on__gte=period.first, on__lt=period.end, learnt_at__lte=known_at)
    return rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)).order_by("on", "hour", "pk")


def _seen(
    month: str, place: str, person: str, slot: str, kind: str, gender: str, ethnicity: str, age: int,
    waited: int | None, reason: str,
) -> Seen:  # fmt: skip
    return Seen(
        person, month, place, slot, HELPS[ContactKind(kind)], GENDERS[Gender(gender)], ETHNICITIES[ethnicity],
        _up_to(AGES, age, "18_and_over"), "" if waited is None else _up_to(WAITS, waited, "over_12_weeks"),
        REASONS.get(reason, ""),
    )  # fmt: skip


def _up_to(steps: tuple[tuple[int, str], ...], number: int, beyond: str) -> str:
    return next((name for last, name in steps if number <= last), beyond)


def as_cells(shape: Shape, contacts: Iterable[Seen], ended: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
    """Everybody with the finest cell of each contact.

    All through a quarter a person has the gender, age and ethnic group of their first contact, the wait before the
    first one that ended a wait, and the first reason that is known: these divide people, also in the eyes of those who
    compare months. So does what `ended` says of those whose support ended.
    """
    rows = list(contacts)
    first = {row.person: row for row in reversed(rows)}
    waited, reasons = (
        {row.person: getattr(row, name) for row in reversed(rows) if getattr(row, name)} for name in ("wait", "reason")
    )
    of_person = {
        person: {
            "gender": one.gender, "age": one.age, "ethnicity": one.ethnicity, "wait": waited.get(person, "seen_before"),
            "reason": reasons.get(person, "reason_not_known"), "ended": ended.get(person, "goes_on"),
        }
        for person, one in first.items()
    }  # fmt: skip
    in_order = itemgetter(*(dim.name for dim in shape.dimensions))
    for row in rows:
        of_contact = {
            "month": row.month, "place": row.place, "time": row.time, "help": row.help, "ending": TOP,
        }  # fmt: skip
        yield row.person, in_order(of_person[row.person] | of_contact)
