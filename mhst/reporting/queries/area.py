"""Where a team works: its schools by cluster, as figures by place are laid out."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from mhst.core.disclosure import share
from mhst.core.disclosure.declared import Area
from mhst.core.disclosure.within import ages_of, in_all
from mhst.core.prepared import Prepared
from mhst.places.models import Team, TeamSchool
from mhst.places.rules.cluster import is_taken
from mhst.reporting.dates import Period
from mhst.reporting.models import Publication
from mhst.reporting.queries import at_school
from mhst.reporting.queries.opening import Opening

#: Schools that are in no cluster stand together as one.
ELSEWHERE = "Other schools"
#: Who came without saying from which school, as online.
NO_SCHOOL, UNKNOWN = "No school", "No school known"
#: Names that could be a value of another dimension, a month, or a school; and what is put to such a name of a cluster.
LIKE_OURS, A_CLUSTER = re.compile(r"[a-z0-9_]*|\w+ \d{4}|.*\)"), " (cluster)"


@dataclass(frozen=True)
class Place:
    """A school as figures are laid out: its name and cluster, and the ages and genders it takes."""

    school: UUID
    name: str
    cluster: str
    low_age: int
    high_age: int
    gender: str = ""  # where it was published before that was kept, as where the register does not say it

    @property
    def plain(self) -> list[object]:
        """As it is kept with what is published."""
        return [str(self.school), self.name, self.cluster, self.low_age, self.high_age, self.gender]


def places(team: Team, quarter: Period) -> list[Place]:
    """The schools it served in that quarter. Once anything of the quarter was published they stay as they were then,
    whatever a school is called, or whoever serves it, since: figures of one thing keep one name."""
    published = _published(team, quarter)
    served = {row.school_id: row for row in _rows(team, quarter.first, quarter.last)}  # the latest cluster it was in
    told = {
        id: replace(place, gender=place.gender or (served[id].school.gender if id in served else ""))
        for id, place in published.items()
    }
    return [*told.values(), *(_place(row) for id, row in served.items() if id not in told)]


def _published(team: Team, quarter: Period) -> dict[UUID, Place]:
    rows = Publication.objects.filter(team=team, first__gte=quarter.first, first__lt=quarter.end)
    found: dict[UUID, Place] = {}
    for laid_out in rows.order_by("created_at").values_list("places", flat=True):
        for id, *told in laid_out:
            found.setdefault(UUID(id), Place(UUID(id), *told))  # as it was first
    return found


def _place(row: TeamSchool) -> Place:
    cluster = cluster_label(row.cluster.name) if row.cluster else ELSEWHERE
    school = row.school
    return Place(row.school_id, _name(row), cluster, school.low_age, school.high_age, school.gender)


def area(places: list[Place], months: tuple[str, ...], online: Opening, dates: Mapping[UUID, at_school.Seen]) -> Area:
    """As tables by place are laid out, and what anybody can look up of its schools and of its online counselling."""
    ages = {UNKNOWN: online.ages, **{place.name: ages_of(place.low_age, place.high_age) for place in places}}
    seen = {place.name: dates[place.school] for place in places if place.school in dates}
    slots_in = _online(months, online.slots)
    slots, open_in = in_all(months, slots_in)
    return Area(
        _by_cluster(places), months, ages, UNKNOWN,
        {**slots, **{name: there.slots for name, there in seen.items()}},
        {**open_in, **{name: there.months for name, there in seen.items()}},
        {place.name: at_school.genders_at(place.gender, place.name) for place in places},
        slots_in, {} if online.staffed is None else _online(months, online.staffed),
        {name: there.pupils for name, there in seen.items() if there.pupils},
    )  # fmt: skip


def _online(months: tuple[str, ...], slots: Mapping[str, frozenset[str]]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Who comes from no school comes online."""
    return {month: {UNKNOWN: slots.get(month, frozenset())} for month in months}


def dates(places: list[Place], quarter: Period) -> dict[UUID, at_school.Seen]:
    """When somebody can be seen at them."""
    return at_school.by_school({place.school for place in places}, quarter)


def clusters(team: Team, quarter: Period) -> dict[str, tuple[str, ...]]:
    """The names of the schools it served in that quarter, by the name of their cluster."""
    return _by_cluster(places(team, quarter))


def _by_cluster(places: list[Place]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for place in places:
        found[place.cluster].append(place.name)
    return {name: tuple(sorted(schools)) for name, schools in sorted(found.items())} | {NO_SCHOOL: (UNKNOWN,)}


def names(team: Team, quarter: Period) -> dict[object, str]:
    """By the id of each school the name under which it is published."""
    return {None: UNKNOWN, **{place.school: place.name for place in places(team, quarter)}}


#: Number and site of a school, and how many pupils it says it has.
Roll = tuple[int, str, int | None]


@dataclass(frozen=True)
class Population:
    """How many pupils are on the rolls of so many schools, which anybody can look up."""

    pupils: int
    schools: int

    def reached(self, people: int | None) -> float | None:
        """Per cent of them, from a published figure; none where so few people are too few for a share."""
        return share(people, self.pupils)


def population(team: Team, period: Period) -> Population | None:
    """Of the schools it served in that quarter; None where no school says how many it has."""
    return population_of(_rolls(team.pk, period.first, period.last))


def population_of(rolls: list[Roll]) -> Population | None:
    """Together; None where no school says how many it has."""
    known = [pupils for *_, pupils in rolls if pupils]
    return Population(sum(known), len(known)) if known else None


#: Each school by what it is told apart by without its key, of which forty take longer to read than all else here.
ROLL = ("school__urn", "school__site", "school__pupils")


def _between(team: Any, first: dt.date, last: dt.date) -> Any:
    return TeamSchool.objects.filter(team=team, starts_on__lte=last).exclude(ends_on__lt=first)


_rolls: Prepared[Roll] = Prepared(
    lambda team, first, last: _between(team, first, last).order_by().values_list(*ROLL).distinct()
)


def _rows(team: Team, first: dt.date, last: dt.date) -> list[TeamSchool]:
    return list(_between(team, first, last).select_related("school", "cluster").order_by("starts_on", "school__name"))


def _name(row: TeamSchool) -> str:
    """A school's name with its site, which together occur once; `cluster_label` keeps clusters from it."""
    return f"{row.school.name} ({row.school.urn}{row.school.site})"


def cluster_label(name: str) -> str:
    """As figures call it: two clusters never alike, and none as anything else is called."""
    return f"{name}{A_CLUSTER}" if is_taken(name) or LIKE_OURS.fullmatch(name) else name
