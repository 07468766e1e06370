"""The board of whoever runs a team: real numbers, and for nobody who pays."""

import datetime as dt
import re

import pytest
from django.test import Client

from mhst.access.enums import RoleName
from mhst.core import clock
from mhst.places.enums import TeamKind
from mhst.reporting.queries.board import board_of
from realtime.enums import Part
from realtime.models import Shift
from realtime.queries.letter import LETTERS
from sessions_app.enums import ReferralState as S
from sessions_app.queries.work_now import FourWeeks
from tests.factories import (
    AbsenceFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
    World,
    YoungPersonFactory,
    member_of,
    world,
)
from tests.factories.casework import ReferralFactory
from tests.factories.conversation import ConversationFactory, MessageFactory
from tests.factories.counselling import ServiceFactory, ShiftFactory, VisitFactory, VisitorFactory
from tests.factories.reporting import CommissionFactory
from tests.support.evening import evening

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


def test_nobody_who_is_away_has_room(there: World) -> None:
    today = clock.today()
    AbsenceFactory(practitioner=there.practitioner, starts_on=today, ends_on=today)
    load = next(load for load in board_of(there.manager).loads if load.practitioner == there.practitioner)

    assert (load.active, load.room, load.away_until) == (0, 0, today)


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


@pytest.fixture
def online(there: World):
    """Two wait, the first one for twenty minutes; one counsellor may have three chats, another two."""
    service = ServiceFactory(open=True)
    for most in (3, 2):
        ShiftFactory(service=service, most=most)
    for minutes in (20, 5):
        visitor = VisitorFactory(service=service)
        VisitFactory(visitor=visitor, joined_at=clock.now() - dt.timedelta(minutes=minutes))
    VisitFactory(joined_at=clock.now() - dt.timedelta(hours=1))  # of another team
    return service


def test_who_counsels_online_has_a_board_of_the_queue_and_its_capacity(there: World, online) -> None:
    board = board_of(member_of(online.team, RoleName.TEAM_MANAGER))

    assert not board.has_casework
    assert board.online is not None
    assert [
        (line.team, line.waiting, line.minutes, line.held, line.most, line.room) for line in board.online.lines
    ] == [(online.team, 2, 20, 0, 5, 5)]
    assert (len(board.online.on_shift), len(board.online.shifts)) == (2, 2)
    assert {one.count for one in board.online.unread} == {0}


def test_it_says_which_shifts_nobody_is_there_for(online, client) -> None:
    left = ShiftFactory(service=online, counsellor=UserFactory())
    client.force_login(member_of(online.team, RoleName.TEAM_MANAGER))
    listed = client.get("/board/").content.decode().partition("Shifts of today and tomorrow:")[2].partition("</ul>")[0]

    assert ["nobody is there" in line for line in listed.split("<li>")[1:] if left.counsellor.name in line] == [True]
    assert listed.count("nobody is there") == 1


def test_while_it_is_shut_there_is_room_for_nobody(there: World) -> None:
    shift = ShiftFactory(most=3)  # of a service that has no hours yet
    board = board_of(member_of(shift.service.team, RoleName.TEAM_MANAGER))

    assert board.online is not None
    assert [(line.most, line.room, line.opening.is_open) for line in board.online.lines] == [(3, 0, False)]


def test_a_counsellor_who_is_away_from_their_chats_has_room_for_nobody(
    client: Client, there: World, time_machine
) -> None:
    tonight = evening()
    tonight.chat()  # Cleo's, and she has not opened it
    time_machine.shift(60)
    client.force_login(member_of(tonight.service.team, RoleName.TEAM_MANAGER))
    page = client.get("/board/").content.decode()

    caras = Shift.objects.get(counsellor=tonight.cara).most
    assert re.search(rf'data-label="Chats held">1<.*data-label="Chats at most">{2 * caras}<', page)
    assert re.search(rf'data-label="Room for">{caras}<', page)
    assert re.search(r">Cleo[^<]*</th>.*?Away", page, re.DOTALL)


def test_what_was_left_waits_on_the_board(there: World, online) -> None:
    MessageFactory(
        conversation=ConversationFactory(team=online.team, kind=LETTERS), author__part=Part.PERSON
    )  # fmt: skip
    board = board_of(member_of(online.team, RoleName.TEAM_MANAGER))

    assert board.online is not None
    assert [(one.what, one.count, one.minutes) for one in board.online.unread if one.count] == [
        ("Left messages that nobody has answered", 1, 0)
    ]


def test_a_team_that_works_at_schools_has_no_queue(there: World, online) -> None:
    board = board_of(there.manager)

    assert (board.has_casework, board.online) == (True, None)


def test_the_page_of_who_counsels_online_is_no_board_of_zeros(client: Client, there: World, online) -> None:
    client.force_login(member_of(online.team, RoleName.TEAM_MANAGER))
    page = client.get("/board/").content.decode()

    assert re.search(r'data-label="Wait">2<.*data-label="Longest wait, in minutes">20<', page)
    assert re.search(r'data-label="Room for">5<', page)
    assert "The four-week clock" not in page
    assert "No practitioners yet" not in page


def test_of_a_service_that_has_not_begun_it_says_so(client: Client, there: World) -> None:
    client.force_login(member_of(TeamFactory(kind=TeamKind.COUNSELLING), RoleName.TEAM_MANAGER))

    assert "Not begun yet" in client.get("/board/").content.decode()


def test_who_pays_for_counselling_never_sees_its_board(client: Client, there: World, online) -> None:
    payer = CommissionFactory(team=online.team, organisation=OrganisationFactory()).organisation
    for user in (member_of(payer, RoleName.COMMISSIONER), member_of(online.team, RoleName.COUNSELLOR)):
        client.force_login(user)

        assert client.get("/board/").status_code == 403
