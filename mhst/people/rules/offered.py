"""Which ways on a page offers, asked of the same rules that decide when they are taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mhst.core.actors import Actor
from mhst.core.errors import Refused
from mhst.core.permissions import Permission
from mhst.people.models import Practitioner, YoungPerson
from mhst.people.rules.practitioner import check_may_tell
from mhst.people.rules.young_person import check_may_change


@dataclass(frozen=True)
class ForYoungPerson:
    change: bool
    record_consent: bool
    open_record: bool
    edit_record: bool
    see_who_looked: bool


@dataclass(frozen=True)
class ForPractitioner:
    edit: bool
    tell_absence: bool


def for_young_person(person: YoungPerson, by: Actor) -> ForYoungPerson:
    return ForYoungPerson(
        change=_allowed(check_may_change, person, by),
        record_consent=by.can(Permission.CONSENT_RECORD, person),
        open_record=by.can(Permission.YOUNG_PERSON_VIEW, person),
        edit_record=by.can(Permission.YOUNG_PERSON_EDIT, person),
        see_who_looked=by.can(Permission.AUDIT_VIEW, person),
    )


def for_practitioner(practitioner: Practitioner, by: Actor) -> ForPractitioner:
    return ForPractitioner(
        edit=by.can(Permission.PRACTITIONER_EDIT, practitioner),
        tell_absence=_allowed(check_may_tell, practitioner, by),
    )


def _allowed(check: Callable[..., None], thing: Any, by: Actor) -> bool:
    try:
        check(thing, by=by)
    except Refused:
        return False
    return True
