"""Who a request may be about: people on record with a like name or birth date. A person decides, never this."""

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from mhst.access.models import User
from mhst.people.models import YoungPerson
from mhst.people.names import plain
from mhst.people.queries import young_person as young_people
from sessions_app.enums import ONE_AT_A_TIME
from sessions_app.models import Referral

#: How alike two names are written to count as nearly the same: one letter in six.
NEARLY = 0.83
MOST = 10


@dataclass(frozen=True)
class Alike:
    """Somebody on record, why they may be meant, and the referral of theirs that is open."""

    person: YoungPerson
    why: str
    closeness: int
    open_referral: Referral | None
    is_elsewhere: bool


@dataclass(frozen=True)
class Named:
    """What somebody wrote down about a young person."""

    given_name: str
    family_name: str
    birth_date: dt.date | None
    preferred_name: str = ""


@dataclass(frozen=True)
class Likely:
    """Somebody on record, and why they may be meant."""

    person: YoungPerson
    closeness: int
    why: str


def likely(named: Named, viewer: User) -> list[Likely]:
    """Those whom the viewer may see and who may be meant, the likeliest first. One query."""
    judged = [Likely(person, *_judge(person, named)) for person in _possible(named, viewer)]
    return sorted((one for one in judged if one.closeness), key=lambda one: (-one.closeness, one.person.search_name))


def alike(referral: Referral, viewer: User) -> list[Alike]:
    """The likeliest first. Three queries, however many."""
    request = referral.request
    if request is None or not (request.family_name or request.birth_date):
        return []
    named = Named(request.given_name, request.family_name, request.birth_date, request.preferred_name)
    found = likely(named, viewer)[:MOST]
    open_ones = _open_of([one.person for one in found])
    return [
        Alike(
            one.person, one.why, one.closeness, open_ones.get(one.person.pk), one.person.school_id != referral.school_id
        )
        for one in found
    ]


def _possible(named: Named, viewer: User) -> list[YoungPerson]:
    """What the database can narrow to: a birth date that may be meant, or the family name."""
    wanted = Q(birth_date__in=_dates(named.birth_date))
    for word in plain(named.family_name).split():
        wanted |= Q(search_name__contains=word)
    return list(young_people.visible_to(viewer).filter(wanted).order_by("search_name", "pk")[:200])


def _judge(person: YoungPerson, named: Named) -> tuple[int, str]:
    """How close, and in which words; nothing when it is somebody else by all we know."""
    name = _name_closeness(person, named)
    same_day = person.birth_date == named.birth_date
    swapped = not same_day and person.birth_date in _dates(named.birth_date)
    if name == 2 and same_day:
        return 5, "Same name, same birth date."
    if name == 1 and same_day:
        return 4, "Same birth date; the name is nearly the same."
    if name == 2 and swapped:
        return 3, "Same name; day and month of the birth date are the other way round."
    if name == 2:
        return 2, "Same name, another birth date."
    return (1, "The name is nearly the same; day and month are the other way round.") if name and swapped else (0, "")


def _name_closeness(person: YoungPerson, named: Named) -> int:
    """2 when first and family name are written alike, 1 when nearly so, 0 when not."""
    given = {plain(name) for name in (named.given_name, named.preferred_name) if name}
    known = {plain(name) for name in (person.given_name, person.preferred_name) if name}
    first = max((_likeness(a, b) for a in given for b in known), default=0.0)
    family = _likeness(plain(named.family_name), plain(person.family_name))
    if first == family == 1:
        return 2
    return 1 if min(first, family) >= NEARLY or (family == 1 and _is_short_for(given, known)) else 0


def _is_short_for(given: set[str], known: set[str]) -> bool:
    """Sam for Samira, Alex for Alexander."""
    return any(a and b and (a.startswith(b[:3]) or b.startswith(a[:3])) for a in given for b in known)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _dates(date: dt.date | None) -> list[dt.date]:
    """The date, and the one it becomes when day and month are taken for each other."""
    if date is None:
        return []
    return [date, *([date.replace(month=date.day, day=date.month)] if date.day <= 12 else [])]


def _open_of(people: list[YoungPerson]) -> dict[object, Referral]:
    rows = Referral.objects.filter(young_person__in=people, state__in=ONE_AT_A_TIME).select_related("team")
    return {row.young_person_id: row for row in rows}
