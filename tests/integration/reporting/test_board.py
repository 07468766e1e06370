"""The board of whoever runs a team: real numbers, and for nobody who pays."""

import datetime as dt
import re

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.reporting.queries.board import board_of
from sessions_app.enums import ReferralState as S
from sessions_app.queries.work_now import FourWeeks
from tests.factories import OrganisationFactory, World, YoungPersonFactory, member_of, world
from tests.factories.casework import ReferralFactory
from tests.factories.reporting import CommissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(time_machine) -> World:
    time_machine.move_to("2026-11-16 08:00+00:00", tick=False)
    return world(pupils=1)


def _referral(there: World, days: int, state: str = S.TRIAGE, **more):
    born = more.pop("born", dt.date(2012, 5, 4))
    person = YoungPersonFactory(school=there.school, birth_date=born)
    received_on = clock.today() - dt.timedelta(days=days)
    return ReferralFactory(
        team=there.team, school=there.school, young_person=person, state=state, received_on=received_on, **more
    )


def test_waits_are_counted_by_band_and_stage_as_they_are(there: World) -> None:
    for days, state in ((3, S.TRIAGE), (30, S.WAITING), (30, S.WAITING), (100, S.RECEIVED), (40, S.CLOSED)):
        _referral(there, days, state, **({"closed_on": clock.today()} if state == S.CLOSED else {}))
    ReferralFactory(state=S.TRIAGE)  # of another team

    board = board_of(there.manager)

    assert [band.counts for band in board.waits] == [(0, 1, 0), (0, 0, 0), (0, 0, 0), (0, 0, 2), (1, 0, 0)]
    assert board.waiting == 4


def test_the_clock_counts_those_whom_the_nation_counts(there: World) -> None:
    for days in (19, 20, 27, 28):
        _referral(there, days)
    day = clock.today()
    _referral(there, 50, first_contact_on=day, baseline_on=day, plan_on=day)  # stopped
    _referral(there, 50, born=dt.date(2008, 1, 1))  # grown up
    _referral(there, 50, S.ENQUIRY)

    assert board_of(there.manager).clock == FourWeeks(running=4, nearly_over=2, late=1)


def test_room_is_what_is_usual_less_what_is_held(there: World) -> None:
    _referral(there, 5, S.IN_INTERVENTION, practitioner=there.practitioner)
    load = next(load for load in board_of(there.manager).loads if load.practitioner == there.practitioner)

    assert (load.active, load.room) == (1, load.usual - 1)


def test_the_page_shows_it_and_leads_to_where_it_is_done(client: Client, there: World) -> None:
    _referral(there, 30, S.RECEIVED)
    client.force_login(there.manager)
    page = client.get("/board/").content.decode()

    assert str(there.team) in page
    assert re.search(r'4 to 12 weeks</th><td class="app-number" data-label="Before triage">1<', page)
    assert re.search(r'href="/triage/">Requests and enquiries that nobody has looked at</a></th><td[^>]*>1<', page)


def test_never_who_pays_nor_who_works_in_the_team(client: Client, there: World) -> None:
    payer = CommissionFactory(team=there.team, organisation=OrganisationFactory()).organisation
    for user in (member_of(payer, RoleName.COMMISSIONER), member_of(there.team, RoleName.PRACTITIONER)):
        client.force_login(user)

        assert client.get("/board/").status_code == 403
        assert "/board/" not in client.get("/").content.decode()
