"""Who a request may be about: people on record with a like name or birth date. A person decides, never this."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Q, Value, When

from mhst.access.models import User
from mhst.people.models import YoungPerson
from mhst.people.names import Likeness, family_likeness, given_likeness, plain
from mhst.people.queries import young_person as young_people
from sessions_app.enums import ONE_AT_A_TIME
from sessions_app.models import Referral, RequestForSupport

MOST = 10
NOBODY = (0, "")
TURNED = "first and family name are the other way round"
#: So many are looked at, those with the birth date first.
AT_MOST = 200


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


#: Whatever has names and a birth date.
Known = Named | YoungPerson | RequestForSupport


@dataclass(frozen=True)
class Likely:
    """Somebody on record, and why they may be meant."""

    person: YoungPerson
    closeness: int
    why: str


def likely(named: Named, viewer: User) -> list[Likely]:
    """Those whom the viewer may see and who may be meant, the likeliest first. One query."""
    judged = [Likely(person, *judge(person, named)) for person in _possible(named, viewer)]
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


def judge(one: Known, other: Known) -> tuple[int, str]:
    """How close two people are by their names and birth dates, and in which words; nothing when all we know differs."""
    name, is_turned = _names(one, other)
    same_day = one.birth_date is not None and one.birth_date == other.birth_date
    swapped = not same_day and one.birth_date in dates(other.birth_date)
    if same_day:
        return {
            Likeness.SAME: (5, "Same name, same birth date."),
            Likeness.NEAR: (4, f"Same birth date; {TURNED if is_turned else 'the name is nearly the same'}."),
        }.get(name, NOBODY)
    if name == Likeness.SAME:
        turned = "day and month of the birth date are the other way round."
        return (3, f"Same name; {turned}") if swapped else (2, "Same name, another birth date.")
    return (1, "The name is nearly the same; day and month are the other way round.") if name and swapped else NOBODY


def dates(date: dt.date | None) -> list[dt.date]:
    """The date, and the one it becomes when day and month are taken for each other."""
    if date is None:
        return []
    return [date, *([date.replace(month=date.day, day=date.month)] if date.day <= 12 else [])]


def _possible(named: Named, viewer: User) -> list[YoungPerson]:
    """What the database can narrow to: a birth date that may be meant, or the whole of a name."""
    born = Q(birth_date__in=dates(named.birth_date))
    wanted = born
    for given in {named.given_name, named.preferred_name} - {""}:
        words = plain(f"{given} {named.family_name}").split()
        wanted |= Q(*(Q(search_name__contains=word) for word in words)) if words else Q()
    rows = young_people.visible_to(viewer).filter(wanted)
    return list(rows.order_by(Case(When(born, then=Value(0)), default=Value(1)), "search_name", "pk")[:AT_MOST])


def _names(one: Known, other: Known) -> tuple[Likeness, bool]:
    """How alike the names are; and whether that is with the one's given name for the other's family name."""
    given, known = _given(one), _given(other)
    family, known_family = plain(one.family_name), plain(other.family_name)
    straight = min(given_likeness(given, known), family_likeness(family, known_family))
    if straight != Likeness.OTHER:
        return straight, False
    turned = max((family_likeness(name, known_family) for name in given), default=Likeness.OTHER)
    is_turned = turned and max((family_likeness(family, name) for name in known), default=Likeness.OTHER)
    return (Likeness.NEAR, True) if is_turned else (Likeness.OTHER, False)


def _given(one: Known) -> set[str]:
    return {plain(name) for name in (one.given_name, one.preferred_name) if name}


def _open_of(people: list[YoungPerson]) -> dict[object, Referral]:
    rows = Referral.objects.filter(young_person__in=people, state__in=ONE_AT_A_TIME).select_related("team")
    return {row.young_person_id: row for row in rows}
