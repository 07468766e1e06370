"""What was due by the programme's plan at a session that is over, and is not there: nobody asked, or too little came.

What was asked for and is still out is not among it: that has a day of its own, and is overdue by that. How a session
was is asked on its day or not at all, so it is never missed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from mhst.access.models import User
from sessions_app.enums import HELD_STATES
from sessions_app.instruments import Instrument, find, plan
from sessions_app.models import Referral
from sessions_app.queries import measure as measures
from sessions_app.queries.measures_due import with_parents
from sessions_app.queries.measures_known import Known, Over, known_of
from sessions_app.queries.own import practitioner_of


@dataclass(frozen=True)
class Missed:
    """One questionnaire, who should have filled it in, and the day of the session at which it was due."""

    referral: Referral
    instrument: Instrument
    rater: str
    occasion: str
    due_on: dt.date


def missed(referrals: Iterable[Referral]) -> dict[UUID, list[Missed]]:
    """By referral, for those that miss any. Eight queries, however many there are."""
    listed = [one for one in referrals if one.state in HELD_STATES and one.young_person_id]
    if not listed:
        return {}
    known = known_of(listed)
    found = {one.pk: list(_missed(one, known[one.pk])) for one in listed}
    return {id: all_ for id, all_ in found.items() if all_}


def missed_by(viewer: User, *, own: bool = False) -> list[Missed]:
    """Of everybody whose record the viewer reads, or of their own caseload; the longest due first."""
    if not measures.reads_any(viewer) or (own and practitioner_of(viewer) is None):
        return []
    rows = measures.readable_referrals(viewer).filter(state__in=HELD_STATES)
    if own:
        rows = rows.filter(practitioner__user=viewer)
    found = missed(rows.select_related("young_person", "programme", "practitioner__user"))
    return sorted((one for each in found.values() for one in each), key=lambda one: (one.due_on, one.instrument.name))


def _missed(referral: Referral, known: Known) -> Iterator[Missed]:
    for due, on in _due(referral, known):
        if not known.is_settled(due, on):
            yield Missed(referral, find(due.instrument), due.rater, due.occasion, on)


def _due(referral: Referral, known: Known) -> Iterator[tuple[plan.Due, dt.date]]:
    """At the start from the first session at which they can have been; half-way goals; at the end what has no pair.

    Half-way is that of the course that began last: one may follow another.
    """
    person, done = referral.young_person, known.done()
    there = [one for one in known.sessions if not one.was_missed]
    if there and person is not None:
        age = person.age_on(referral.received_on)
        for due in plan.missing_at_start(age, done, with_parents=with_parents(referral)):
            yield due, there[0].date
    middle = _first(known.current(), plan.MIDDLE)
    looked_back = middle and next((one.date for one in there if one.date >= middle), None)
    if looked_back and _lacks_goals(known, middle):
        yield plan.Due(plan.GOALS, "self", plan.MIDDLE), looked_back
    if end := _first(reversed(known.sessions), plan.END):
        for due in plan.unpaired(done, known.contacts):
            yield due, end


def _lacks_goals(known: Known, since: dt.date | None) -> bool:
    """There were goals by then, and how near they are was not said since."""
    if since is None or not any(day <= since for day in known.goals_since):
        return False
    return not any(day >= since for day in known.scored)


def _first(sessions: Iterable[Over], occasion: str) -> dt.date | None:
    return next((one.date for one in sessions if one.occasion == occasion), None)
