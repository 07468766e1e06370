"""The triage board and a caseload among ten thousand referrals."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Model, QuerySet
from django.test import Client, override_settings

from mhst.access import sessions
from mhst.access.models import User
from mhst.core import clock
from mhst.people.models import YoungPerson
from sessions_app.enums import HELD_STATES, ReferralSource, ReferralState
from sessions_app.models import Referral, RequestForSupport
from tests.bench.baseline import BARE_QUERY, bare_query, rate
from tests.bench.registry import Figure, measurement
from tests.factories import World, world

MANY, HELD_BY_ONE = 10_000, 25
#: How ten thousand are spread: most to be decided, so that the board's first page is at its slowest.
STATES = (
    *[ReferralState.TRIAGE] * 6,
    ReferralState.WAITING,
    ReferralState.AWAITING_CONSENT,
    ReferralState.NOT_ACCEPTED,
)


@measurement("casework.triage")
def triage() -> Figure:
    """Pages a second of the triage board of a team with ten thousand referrals, six thousand of them to decide."""
    there = _ten_thousand()
    return _pages(there.manager, "/triage/")


@measurement("casework.triage_last_page")
def last_page() -> Figure:
    """The same board opened at its last page, where a list that counts by skipping is slowest."""
    there = _ten_thousand()
    return _pages(there.manager, "/triage/?page=9999")


@measurement("casework.caseload")
def caseload() -> Figure:
    """Pages a second of one practitioner's caseload of 25 among ten thousand referrals."""
    there = _ten_thousand()
    return _pages(there.practitioner.user, "/caseload/")


def _ten_thousand() -> World:
    there = world(pupils=1)
    today = clock.today()
    people = [
        YoungPerson(
            school=there.schools[n % 2], given_name="Robin", family_name=f"Number {n}", search_name=f"robin number {n}",
            birth_date=dt.date(2013, 1, 1) + dt.timedelta(days=n % 365),
        )
        for n in range(MANY)
    ]  # fmt: skip
    _written(people)
    requests = [
        RequestForSupport(
            asked_by="school", owner=there.leads[n % 2], school=person.school, young_person=person,
            given_name=person.given_name, family_name=person.family_name, worry="Worries in the hall.",
            sent_at=clock.now(),
        )
        for n, person in enumerate(people)
    ]  # fmt: skip
    _written(requests)
    _written([_referral(there, n, person, requests[n], today) for n, person in enumerate(people)])
    return there


def _referral(there: World, n: int, person: YoungPerson, request: RequestForSupport, today: dt.date) -> Referral:
    held = n < HELD_BY_ONE
    return Referral(
        request=request, young_person=person, school=person.school, team=there.team, source=ReferralSource.EDUCATION,
        state=sorted(HELD_STATES)[n % len(HELD_STATES)] if held else STATES[n % len(STATES)],
        practitioner=there.practitioner if held else None, is_urgent=n % 10 == 0,
        received_on=today - dt.timedelta(days=n % 150),
    )  # fmt: skip


def _written(rows: Sequence[Model]) -> None:
    """Without audit rows, which nothing here reads and which would take most of the time."""
    QuerySet(type(rows[0])).bulk_create(rows, batch_size=500)


def _pages(user: User, path: str) -> Figure:
    baseline = bare_query()
    client = Client()
    client.force_login(user)
    session = client.session
    sessions.note_second_factor(session, user)
    session.save()
    with override_settings(DEBUG=False):
        assert client.get(path).status_code == 200
        return Figure(rate(lambda: client.get(path)), "per s", BARE_QUERY, baseline)
