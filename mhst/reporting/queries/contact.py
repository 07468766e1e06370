"""Counting contacts as they were known at a moment."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from mhst.core.disclosure import Cell
from mhst.people.enums import Gender
from mhst.places.models import Team
from mhst.reporting.dates import Period
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


def month_name(first: dt.date) -> str:
    return f"{first:%B %Y}"


def seen(team: Team, month: Period, known_at: dt.datetime, genders: dict[str, str]) -> Iterator[tuple[str, Cell]]:
    """Who was seen in which finest cell that month. Two queries.

    A person keeps the gender of their first contact, gathered in `genders`, all through a quarter: genders divide
    people, also in the eyes of those who compare months.
    """
    names = area.names(team, month.quarter)
    rows = Contact.objects.filter(team=team, on__gte=month.first, on__lt=month.end, learnt_at__lte=known_at)
    rows = rows.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)).order_by("on", "hour", "pk")
    for person, school, slot, gender in rows.values_list("person_key", "school", "slot", "gender"):
        if school in names:
            theirs = genders.setdefault(person, GENDERS[gender])
            yield person, (month_name(month.first), names[school], theirs, slot)
