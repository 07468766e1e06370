"""Consent that has ended or soon will: taken back, run out, or theirs to give since a sixteenth birthday."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from mhst.access.models import User
from mhst.core import clock
from mhst.people.enums import ConsentBasis, ConsentKind
from mhst.people.models import ConsentDecision, YoungPerson
from mhst.people.queries import consent
from mhst.people.queries.consent import Lapse
from mhst.people.rules.consent import why_not_for_long
from sessions_app.enums import HELD_STATES, ReferralState
from sessions_app.models import Notice, Referral
from sessions_app.queries.referral_consent import blocked, soon

#: So long after a consent ended its practitioner is still told, should the worker have stood still.
WATCHED = dt.timedelta(days=7)


def lately_ended(today: dt.date) -> list[Referral]:
    """Of those somebody works with, whom nobody may see today because a consent ended in the last days. Two queries."""
    ended = YoungPerson.objects.filter(Q(pk__in=_ran_out(today)) | Q(birth_date__range=_turned_sixteen(today)))
    rows = _held().filter(young_person__in=ended.values("pk"))
    referrals = list(rows.order_by("pk"))
    why = blocked(referrals)
    return [referral for referral in referrals if referral.pk in why]


def cannot_be_seen(viewer: User) -> dict[UUID, str]:
    """Of the viewer's own caseload: why nobody may be seen at present, by referral. Two queries.

    Where somebody took an answer back the referral waits for consent; it is still theirs to ask.
    """
    rows = Referral.objects.filter(state__in=[*HELD_STATES, ReferralState.AWAITING_CONSENT])
    return blocked(rows.filter(practitioner__user=viewer).select_related("young_person"))


def ending(referrals: Iterable[Referral], today: dt.date) -> dict[UUID, Lapse]:
    """Of those whom somebody works with and may see today: whose consent ends within days, by referral. One query."""
    people = {one.pk: one.young_person for one in referrals if one.state in HELD_STATES and one.young_person}
    found = consent.lapses(people.values(), ConsentKind.TO_BE_SEEN, soon(today))
    return {id: found[person.pk] for id, person in people.items() if person.pk in found}


def ending_in_words(referrals: Iterable[Referral], today: dt.date) -> dict[UUID, str]:
    """For lists: until when, and whom to ask, by referral. One query."""
    rows = list(referrals)
    found = ending(rows, today)
    people = {one.pk: one.young_person for one in rows}
    return {id: why_not_for_long(person, lapse) for id, lapse in found.items() if (person := people[id])}


def ends_soon(viewer: User) -> int:
    """Of how many on the viewer's own caseload consent ends within days. Two queries."""
    return len(ending(_held().filter(practitioner__user=viewer), clock.today()))


def about_to_end(today: dt.date) -> list[tuple[Referral, Lapse]]:
    """Of those somebody works with, whose consent ends within days. One given for a single day is not among them.

    Two queries.
    """
    days = soon(today)
    expiring = ConsentDecision.objects.filter(kind=ConsentKind.TO_BE_SEEN, expires_on__range=(days[0], days[-1]))
    birthdays = (_years_before(days[0]), _years_before(days[-1] + dt.timedelta(days=1)))
    people = YoungPerson.objects.filter(Q(pk__in=expiring.values("young_person")) | Q(birth_date__range=birthdays))
    rows = list(_held().filter(young_person__in=people.values("pk")).order_by("pk"))
    found = ending(rows, today)
    return [(one, found[one.pk]) for one in rows if one.pk in found]


def was_told(referral: Referral, sentence: str, now: dt.datetime, within: dt.timedelta = WATCHED) -> bool:
    """Whether whoever works with them was told of this end already."""
    assert referral.practitioner is not None
    since = now - within - dt.timedelta(days=1)
    told = Notice.objects.filter(referral=referral, to=referral.practitioner.user_id, sentence=sentence)
    return told.filter(created_at__gte=since).exists()


def _held() -> Any:
    rows = Referral.objects.filter(state__in=HELD_STATES)
    return rows.select_related("young_person", "team", "practitioner__user")


def _ran_out(today: dt.date) -> Any:
    """Without an end of its own a Gillick decision ends with its day."""
    days = (today - WATCHED, today - dt.timedelta(days=1))
    ended = Q(expires_on__range=days) | Q(expires_on=None, basis=ConsentBasis.GILLICK, decided_on__range=days)
    return ConsentDecision.objects.filter(ended, kind=ConsentKind.TO_BE_SEEN).values("young_person")


def _turned_sixteen(today: dt.date) -> tuple[dt.date, dt.date]:
    """The birth dates of those who did in the last days, a day more on either side for leap years."""
    first, last = today - WATCHED - dt.timedelta(days=1), today + dt.timedelta(days=1)
    return _years_before(first), _years_before(last)


def _years_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 16)
