"""What all the answers add up to. `state_of` is the whole rule; the rest reads rows for it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from uuid import UUID

from mhst.access import check
from mhst.access.models import User
from mhst.core import clock
from mhst.core.errors import NotFound
from mhst.core.permissions import Permission
from mhst.people.enums import ConsentAnswer, ConsentKind, ConsentState, WithdrawnBecause
from mhst.people.models import ConsentDecision, YoungPerson

#: What a school sees and asks about. The other kinds are between the young person and the team.
SCHOOL_KINDS = (ConsentKind.TO_BE_SEEN, ConsentKind.SHARE_WITH_SCHOOL, ConsentKind.SHARE_WITH_PARENT)


class _Standing(Enum):
    """What one giver's last answer is worth on one day."""

    AGREES = auto()
    REFUSES = auto()
    TOOK_BACK = auto()
    RAN_OUT = auto()
    SAYS_NOTHING = auto()


@dataclass(frozen=True)
class KindOfConsent:
    """One kind, what it adds up to, and every answer there was, the newest first."""

    kind: ConsentKind
    state: ConsentState
    decisions: list[ConsentDecision]


def state_of(decisions: Iterable[ConsentDecision], kind: str, day: dt.date, *, sixteen_on: dt.date) -> ConsentState:
    """What these answers of, and about, one young person add up to on `day`.

    Each giver's last answer counts. From the sixteenth birthday parents no longer decide. Before it, one who
    may decide is enough, but not against another: a refusal, or an agreement taken back, beside an agreement
    is a disagreement, be it of two parents or of a parent and a child who can decide for themselves.
    """
    counting = [decision for decision in decisions if decision.kind == kind and _counts(decision, day)]
    if day >= sixteen_on:
        return _of_one(counting, day)
    return _added_up({_standing(decision, day) for decision in _last_by_giver(counting)})


def states_for(young_people: Iterable[YoungPerson], kind: str, day: dt.date) -> dict[UUID, ConsentState]:
    """The state for each, by id, in one query."""
    people = list(young_people)
    decisions = decisions_of(people, kind)
    return {person.pk: state_of(decisions[person.pk], kind, day, sixteen_on=person.sixteen_on) for person in people}


@dataclass(frozen=True)
class Lapse:
    """A consent that holds at first and not to the end: its last day, and the first day wanted that is without it."""

    last_day: dt.date
    missing_on: dt.date


def lapses(young_people: Iterable[YoungPerson], kind: str, days: Iterable[dt.date]) -> dict[UUID, Lapse]:
    """Those for whom there is consent on the first of these days but not on all of them, by id. One query."""
    people, wanted = list(young_people), sorted(days)
    decisions = decisions_of(people, kind)
    found = {}
    for person in people:
        if lapse := lapse_of(person, decisions[person.pk], kind, wanted):
            found[person.pk] = lapse
    return found


def lapse_of(person: YoungPerson, decisions: Iterable[ConsentDecision], kind: str, days: list[dt.date]) -> Lapse | None:
    """The same of one person, from what was answered; `days` in order."""
    state = partial(state_of, list(decisions), kind, sixteen_on=person.sixteen_on)
    return _lapse(days, lambda day: state(day) == ConsentState.GIVEN)


def _lapse(days: list[dt.date], holds: Callable[[dt.date], bool]) -> Lapse | None:
    missing = next((day for day in days if not holds(day)), None)
    if missing is None or missing == days[0]:
        return None
    last = missing - dt.timedelta(days=1)
    while not holds(last):  # comes to an end on the wanted day before it at the latest
        last -= dt.timedelta(days=1)
    return Lapse(last, missing)


def decisions_of(people: Iterable[YoungPerson], kind: str) -> dict[UUID, list[ConsentDecision]]:
    """All that was ever answered for each, by id, in one query; for `state_of`, on as many days as one likes."""
    decisions: dict[UUID, list[ConsentDecision]] = defaultdict(list)
    if wanted := list(people):
        for decision in ConsentDecision.objects.filter(young_person__in=wanted, kind=kind).select_related("parent"):
            decisions[decision.young_person_id].append(decision)
    return decisions


def by_kind(
    person: YoungPerson, day: dt.date, kinds: Iterable[ConsentKind] = tuple(ConsentKind)
) -> list[KindOfConsent]:
    """Every kind with its state and history, in one query."""
    decisions = list(person.consent_decisions.select_related("parent", "recorded_by"))
    return [
        KindOfConsent(
            kind,
            state_of(decisions, kind, day, sixteen_on=person.sixteen_on),
            [decision for decision in decisions if decision.kind == kind],
        )
        for kind in kinds
    ]


def get_visible(id: UUID, viewer: User) -> ConsentDecision:
    """A decision about somebody whom the viewer may see, of a kind that is theirs to see. Raises: NotFound."""
    people = check.visible(YoungPerson.objects.all(), viewer, Permission.PUPIL_VIEW)
    rows = ConsentDecision.objects.select_related("young_person__school", "parent")
    found = rows.filter(pk=id, young_person__in=people).first()
    if found is None or found.kind not in kinds_for(viewer, found.young_person):
        raise NotFound()
    return found


def kinds_for(viewer: User, person: YoungPerson) -> tuple[ConsentKind, ...]:
    """The kinds of consent that are the viewer's business: all for the team, some for a school."""
    return tuple(ConsentKind) if viewer.can(Permission.YOUNG_PERSON_VIEW, person) else SCHOOL_KINDS


def may_know(viewer: User, person: YoungPerson | None = None) -> bool:
    """Whether it is the viewer's to know how consent stands; others at a school know who may be seen, and no more.

    With nobody named: whether it is of anybody.
    """
    return any(viewer.can(each, person) for each in (Permission.CONSENT_RECORD, Permission.YOUNG_PERSON_VIEW))


def _counts(decision: ConsentDecision, day: dt.date) -> bool:
    """Made by that day, not by mistake, and by somebody who may decide."""
    parent = decision.parent
    return (
        decision.decided_on <= day
        and decision.withdrawn_because != WithdrawnBecause.MISTAKE
        and (parent is None or parent.has_parental_responsibility)
    )


def _of_one(decisions: list[ConsentDecision], day: dt.date) -> ConsentState:
    """The young person's own word; what parents once agreed has run out."""
    own = [decision for decision in decisions if decision.parent_id is None]
    if own:
        return _added_up({_standing(decision, day) for decision in _last_by_giver(own)})
    agreed = any(decision.answer == ConsentAnswer.GIVEN for decision in decisions)
    return ConsentState.EXPIRED if agreed else ConsentState.NOT_ASKED


def _last_by_giver(decisions: Iterable[ConsentDecision]) -> list[ConsentDecision]:
    in_order = sorted(decisions, key=_when)
    return list({decision.parent_id: decision for decision in in_order}.values())


def _when(decision: ConsentDecision) -> tuple[dt.date, dt.datetime, bool]:
    """Of two written down at one moment, the one that was not taken back came last."""
    return decision.decided_on, decision.created_at, decision.withdrawn_at is None


def _standing(decision: ConsentDecision, day: dt.date) -> _Standing:
    given = decision.answer == ConsentAnswer.GIVEN
    if decision.withdrawn_at and decision.withdrawn_at.astimezone(clock.LONDON).date() <= day:
        return _Standing.TOOK_BACK if given else _Standing.SAYS_NOTHING
    if not given:
        return _Standing.REFUSES
    return _Standing.AGREES if decision.last_day is None or day <= decision.last_day else _Standing.RAN_OUT


def _added_up(standings: set[_Standing]) -> ConsentState:
    against = standings & {_Standing.REFUSES, _Standing.TOOK_BACK}
    if _Standing.AGREES in standings:
        return ConsentState.CONFLICTING if against else ConsentState.GIVEN
    if _Standing.REFUSES in standings:
        return ConsentState.REFUSED
    if _Standing.TOOK_BACK in standings:
        return ConsentState.WITHDRAWN
    return ConsentState.EXPIRED if _Standing.RAN_OUT in standings else ConsentState.NOT_ASKED
