"""Who could join a group: the pupils of the year groups, each with what still stands in the way."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q

from mhst.access.models import User
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import KeepApart, YoungPerson
from mhst.people.queries import consent, young_person
from mhst.people.rules.consent import why_not_to_the_end, why_not_yet
from mhst.places.models import School
from sessions_app.enums import SeriesState, SessionState
from sessions_app.models import Place, Programme, Series


@dataclass(frozen=True)
class Candidate:
    """A pupil, the state of consent, and why they cannot join yet: None when they can.

    `ends` says so when the consent of one who can join ends before the last session, `elsewhere` that they are
    in another run until some day.
    """

    person: YoungPerson
    year_group: int
    consent: ConsentState
    why_not: str | None
    ends: str = ""
    elsewhere: str = ""


def candidates(
    viewer: User,
    school: School,
    programme: Programme,
    year_groups: Collection[int],
    day: dt.date,
    *,
    days: Sequence[dt.date] = (),
) -> list[Candidate]:
    """The pupils of these year groups, those who can join first. Five queries.

    They can join on `day`; on the other `days` of the run their consent may have ended, and then it says so.
    """
    found = [p for p in _pupils(viewer, school) if p.year_group_on(day) in year_groups]
    states = consent.states_for(found, ConsentKind.TO_BE_SEEN, day)
    ends = dict(lapsing(found, [day, *days]))
    taken = elsewhere(found, day)
    listed = [
        _candidate(person, programme, states[person.pk], day, ends.get(person, ""), taken.get(person.pk, []))
        for person in found
    ]
    return sorted(listed, key=lambda c: (c.why_not is not None, c.person.family_name, c.person.given_name))


def fitting(viewer: User, school: School, text: str) -> set[UUID]:
    """The ids of the pupils in whose names every word of `text` occurs."""
    return set(_pupils(viewer, school).named(text).values_list("pk", flat=True))


def chosen(viewer: User, school: School, ids: Collection[UUID]) -> list[YoungPerson]:
    """Those of `ids` that are pupils of the school and visible to the viewer, by name."""
    return list(_pupils(viewer, school).filter(pk__in=ids).order_by("family_name", "given_name"))


def _pupils(viewer: User, school: School) -> Any:
    return young_person.visible_to(viewer, Permission.PUPIL_VIEW).filter(school=school)


def why_cannot_join(person: YoungPerson, programme: Programme, state: ConsentState, day: dt.date) -> str | None:
    """The first thing that stands in the way, in a sentence; None when nothing does."""
    age = person.age_on(day)
    if not programme.youngest <= age <= programme.oldest:
        return f"{age} years old; this programme is for ages {programme.youngest} to {programme.oldest}."
    return why_not_yet(person, state, day)


def are_neighbours(years: Collection[int]) -> bool:
    """Whether these are one year group, or two next to each other: who that is may be one group."""
    return max(years) - min(years) <= 1


def elsewhere(people: Collection[YoungPerson], day: dt.date) -> dict[UUID, list[Place]]:
    """The places that these have in runs that go on to `day` or longer, or are paused, by their id. One query."""
    live = Place.objects.filter(
        young_person__in=people, series__state__in=[SeriesState.CONFIRMED, SeriesState.PAUSED]
    ).annotate(until=Max("series__sessions__date", filter=Q(series__sessions__state=SessionState.PLANNED)))
    lasting = live.filter(Q(until__gte=day) | Q(series__state=SeriesState.PAUSED))
    found: dict[UUID, list[Place]] = defaultdict(list)
    for place in lasting.select_related("series__programme").order_by(F("until").desc(nulls_last=True), "series"):
        if place.young_person_id:
            found[place.young_person_id].append(place)
    return found


def twice(
    people: Collection[YoungPerson], programme: Programme, day: dt.date, *, apart_from: Series | None = None
) -> list[tuple[YoungPerson, str]]:
    """Those who would be in this programme twice at a time, each with where they are already."""
    taken = elsewhere(people, day)
    return [
        (person, where(place))
        for person in people
        for place in taken.get(person.pk, [])
        if place.series.programme_id == programme.pk and place.series != apart_from
    ]


def where(place: Any) -> str:
    """Of one that `elsewhere` found: "in Brain buddies until 21 October"."""
    until = f"until {place.until:%-d %B}" if place.until else "that is paused for now"
    return f"in {place.series.programme} {until}"


def kept_apart(people: Sequence[YoungPerson]) -> list[tuple[YoungPerson, YoungPerson]]:
    """Pairs among these who are not placed in one group together."""
    return [
        (pair.one, pair.other)
        for pair in KeepApart.objects.filter(one__in=people, other__in=people).select_related("one", "other")
    ]


def lapsing(people: Collection[YoungPerson], days: Sequence[dt.date]) -> list[tuple[YoungPerson, str]]:
    """Those whose consent holds on the first of these days but not on all, each with what to do about it."""
    found = consent.lapses(people, ConsentKind.TO_BE_SEEN, days)
    return [(person, why_not_to_the_end(person, found[person.pk])) for person in people if person.pk in found]


def _candidate(
    person: YoungPerson, programme: Programme, state: ConsentState, day: dt.date, ends: str, taken: Sequence[Place]
) -> Candidate:
    """In the same programme already, they cannot join; in another, it is only said."""
    same = next((place for place in taken if place.series.programme_id == programme.pk), None)
    why_not = why_cannot_join(person, programme, state, day) or (same and f"Already {where(same)}.") or None
    elsewhere = f"Already {where(taken[0])}." if taken and not why_not else ""
    return Candidate(person, person.year_group_on(day), state, why_not, "" if why_not else ends, elsewhere)
