"""Counting contacts as they were known at a moment."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from mhst.core.disclosure import Cell, Shape
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
#: Up to which age, and up to how many days: what is above all of them comes last.
AGES = ((10, "under_11"), (13, "11_to_13"), (15, "14_to_15"), (17, "16_to_17"))
WAITS = ((27, "within_4_weeks"), (84, "4_to_12_weeks"))


@dataclass(frozen=True)
class Seen:
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


def month_name(first: dt.date) -> str:
    return f"{first:%B %Y}"


def seen(team: Team, month: Period, known_at: dt.datetime) -> Iterator[Seen]:
    """Who was seen that month, where and when, the first contact first. Two queries."""
    names = area.names(team, month.quarter)
    rows = Contact.objects.filter(team=team, on__gte=month.first, on__lt=month.end, learnt_at__lte=known_at)
    rows = rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)).order_by("on", "hour", "pk")
    wanted = ("person_key", "slot", "kind", "gender", "ethnicity", "age", "waited", "school")
    for *row, school in rows.values_list(*wanted):
        if school in names:
            yield _seen(month_name(month.first), names[school], *row)


def _seen(
    month: str, place: str, person: str, slot: str, kind: str, gender: str, ethnicity: str, age: int, waited: int | None
) -> Seen:
    return Seen(
        person, month, place, slot, HELPS[ContactKind(kind)], GENDERS[Gender(gender)], ETHNICITIES[ethnicity],
        _up_to(AGES, age, "18_and_over"), "" if waited is None else _up_to(WAITS, waited, "over_12_weeks"),
    )  # fmt: skip


def _up_to(steps: tuple[tuple[int, str], ...], number: int, beyond: str) -> str:
    return next((name for last, name in steps if number <= last), beyond)


def as_cells(shape: Shape, contacts: Iterable[Seen]) -> Iterator[tuple[str, Cell]]:
    """Everybody with the finest cell of each contact.

    All through a quarter a person has the gender, age and ethnic group of their first contact, and the wait before
    the first one that ended a wait: these divide people, also in the eyes of those who compare months.
    """
    rows = list(contacts)
    first, waited = (
        {row.person: row for row in reversed(rows)},
        {row.person: row.wait for row in reversed(rows) if row.wait},
    )
    for row in rows:
        one = first[row.person]
        yield row.person, shape.cell(
            month=row.month, place=row.place, time=row.time, help=row.help, gender=one.gender,
            ethnicity=one.ethnicity, age=one.age, wait=waited.get(row.person, "seen_before"),
        )  # fmt: skip
