import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from mhst.access import check
from mhst.access.models import User
from mhst.core.crypto import fingerprint
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentKind, ConsentState
from mhst.people.models import KeepApart, YoungPerson
from mhst.people.queries import consent
from mhst.places.models import School

PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; nothing given, nothing left out."""

    text: str = ""
    school: UUID | None = None
    year_group: int | None = None
    consent: str = ""


@dataclass(frozen=True)
class Listed:
    """One line of a list."""

    person: YoungPerson
    year_group: int
    may_be_seen: bool
    consent: ConsentState | None  # None where it is not the viewer's to know more


def visible_to(viewer: User, permission: Permission = Permission.PUPIL_VIEW) -> Any:
    """Those whom the viewer may see in lists. For opening a whole record pass `YOUNG_PERSON_VIEW`."""
    return check.visible(YoungPerson.objects.select_related("school"), viewer, permission)


def get_visible(id: UUID, viewer: User, permission: Permission = Permission.PUPIL_VIEW) -> YoungPerson:
    """Raises: NotFound."""
    found = visible_to(viewer, permission).filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def schools_for(viewer: User, permission: Permission = Permission.PUPIL_VIEW) -> Any:
    """The open schools where the viewer may do this."""
    return check.visible(School.objects.open(), viewer, permission)


def search(viewer: User, wanted: Wanted, *, day: dt.date, page: int | str = 1) -> Page[Listed]:
    """A page of those the viewer may see, with the state of the consent to be seen. Four queries, however many."""
    rows = _narrowed(visible_to(viewer), wanted, day)
    if wanted.consent:
        rows = _with_consent(rows, viewer, wanted.consent, day)
    found = Paginator(rows, PAGE).get_page(page)
    found.object_list = _listed(list(found.object_list), viewer, day)
    return found


def duplicate_of(person: YoungPerson) -> YoungPerson | None:
    """Somebody at the same school with the same birth date and a name written alike."""
    same = YoungPerson.objects.filter(school=person.school, birth_date=person.birth_date).exclude(pk=person.pk)
    return same.named(person.given_name).named(person.family_name).first()


def has_nhs_number(number: str, *, besides: YoungPerson) -> bool:
    """Whether somebody else was given this NHS number."""
    hashed = fingerprint(number, about="nhs number")
    return YoungPerson.objects.filter(nhs_number_hash=hashed).exclude(pk=besides.pk).exists()


def kept_apart_from(person: YoungPerson) -> Any:
    """The pairs in which this person is, with both of each."""
    return KeepApart.objects.filter(Q(one=person) | Q(other=person)).select_related("one", "other")


def get_pair(id: UUID, person: YoungPerson) -> KeepApart:
    """Raises: NotFound."""
    found = kept_apart_from(person).filter(pk=id).first()
    if found is None:
        raise NotFound()
    return found


def _narrowed(rows: Any, wanted: Wanted, day: dt.date) -> Any:
    rows = rows.named(wanted.text)
    if wanted.school:
        rows = rows.filter(school=wanted.school)
    return rows if wanted.year_group is None else rows.in_year_group(wanted.year_group, day)


def _with_consent(rows: Any, viewer: User, state: str, day: dt.date) -> Any:
    """A state is the sum of decisions, which only Python adds up: so of all, but of no more than is needed."""
    people = [
        person
        for person in rows.select_related(None).only("pk", "birth_date", "school")
        if consent.may_know(viewer, person)
    ]
    states = consent.states_for(people, ConsentKind.TO_BE_SEEN, day)
    return rows.filter(pk__in=[id for id, found in states.items() if found == state])


def _listed(people: list[YoungPerson], viewer: User, day: dt.date) -> list[Listed]:
    states = consent.states_for(people, ConsentKind.TO_BE_SEEN, day)
    return [
        Listed(
            person, person.year_group_on(day), states[person.pk] == ConsentState.GIVEN,
            states[person.pk] if consent.may_know(viewer, person) else None,
        )
        for person in people
    ]  # fmt: skip
