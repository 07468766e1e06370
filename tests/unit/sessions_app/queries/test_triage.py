import datetime as dt
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.crypto import keys
from mhst.core.errors import Refused
from sessions_app.enums import ReferralState, TriageOrder, TriageOutcome, TriageStage
from sessions_app.models import Referral, TriageDecision
from sessions_app.queries import triage
from sessions_app.queries.todo import requests_to_look_at
from sessions_app.queries.triage import BANDS, Band, Wanted, band_of, board
from tests.factories import ConsentDecisionFactory, World, YoungPersonFactory, world
from tests.factories.casework import ReferralFactory, RequestForSupportFactory

pytestmark = pytest.mark.django_db
S = ReferralState
TODAY = dt.date(2026, 11, 16)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(f"{TODAY} 08:00+00:00", tick=False):
        yield


def waiting(there: World, days: int, state: str = S.TRIAGE, **more) -> Referral:
    school = more.pop("school", there.school)
    return ReferralFactory(
        team=there.team, school=school, young_person=YoungPersonFactory(school=school), state=state,
        received_on=TODAY - dt.timedelta(days=days), **more,
    )  # fmt: skip


def counts(counted) -> dict[str, int]:
    return {one.code: one.count for one in counted}


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "under-1"), (6, "under-1"), (7, "1-2"), (13, "1-2"), (14, "2-4"), (27, "2-4"), (28, "4-12"), (84, "4-12"),
     (85, "over-12"), (4000, "over-12")],
)  # fmt: skip
def test_each_wait_is_in_one_band(days: int, code: str) -> None:
    assert [band.code for band in BANDS if days in band] == [code]
    assert band_of(days).code == code


def test_the_longest_wait_comes_first_unless_the_newest_is_wanted(there: World) -> None:
    old, new, middle = (waiting(there, days) for days in (30, 1, 10))

    assert [row.id for row in board(there.manager, Wanted()).rows] == [old.pk, middle.pk, new.pk]
    newest = board(there.manager, Wanted(order=TriageOrder.NEWEST))
    assert [row.id for row in newest.rows] == [new.pk, middle.pk, old.pk]


def test_stages_bands_and_urgent_ones_are_counted(there: World) -> None:
    for days, urgent in ((0, True), (8, False), (30, True), (90, False)):
        waiting(there, days, is_urgent=urgent)
    waiting(there, 3, S.AWAITING_CONSENT)
    waiting(there, 20, S.WAITING)
    waiting(there, 20, S.CLOSED, closed_on=TODAY, closed_because="02")

    found = board(there.manager, Wanted())

    assert counts(found.stages) == {"decide": 4, "arriving": 1, "waiting": 1}
    assert counts(found.bands) == {"under-1": 1, "1-2": 1, "2-4": 0, "4-12": 1, "over-12": 1}
    assert (found.urgent, found.page.paginator.count) == (2, 4)


def test_what_is_counted_is_what_is_shown(there: World) -> None:
    """And both are who waits: each stage has these, two of them of one day."""
    waits = [(0, True), (0, False), (6, False), (6, False), (7, True), (27, True), (28, False), (84, True), (85, True)]
    for days, urgent in waits:
        for state in (S.TRIAGE, S.AWAITING_CONSENT, S.WAITING):
            waiting(there, days, state, is_urgent=urgent)

    def wanted(band: Band | None, *, is_urgent: bool = False) -> list[int]:
        return sorted(days for days, urgent in waits if (not band or days in band) and (urgent or not is_urgent))

    for stage, band, order in product(TriageStage, [None, *BANDS], TriageOrder):
        found = board(there.manager, Wanted(stage=stage, order=order, band=band))
        assert sorted(row.days for row in found.rows) == wanted(band, is_urgent=order == TriageOrder.URGENT)
        assert found.page.paginator.count == len(found.rows)
        assert counts(found.stages) == dict.fromkeys(TriageStage, len(waits))
        assert counts(found.bands) == {each.code: len(wanted(each)) for each in BANDS}
        assert found.urgent == len(wanted(band, is_urgent=True))


def test_school_days_leave_out_weekends_half_term_and_inset_days(there: World) -> None:
    waiting(there, 31)  # Friday 16 October; half-term is the week of 26 October, INSET on 2 November

    (row,) = board(there.manager, Wanted()).rows

    assert (row.days, row.school_days) == (31, 15)


def test_a_school_can_be_chosen(there: World) -> None:
    waiting(there, 1)
    other = waiting(there, 2, school=there.schools[1])

    found = board(there.manager, Wanted(school=there.schools[1].pk))

    assert [row.id for row in found.rows] == [other.pk]
    assert counts(found.stages) == {"decide": 1, "arriving": 0, "waiting": 0}
    assert triage.schools_on_board(there.manager) == sorted(there.schools, key=lambda school: school.name)


def test_another_team_is_not_shown(there: World) -> None:
    elsewhere = world(pupils=1)
    waiting(elsewhere, 1)

    assert board(there.manager, Wanted()).rows == ()
    assert triage.to_decide(there.manager) == 0
    assert triage.to_decide(elsewhere.manager) == 1


def test_those_who_decide_nowhere_are_refused(there: World) -> None:
    with pytest.raises(Refused, match="Your role does not allow this"):
        board(there.administrator, Wanted())


def test_a_request_that_names_nobody_on_record_shows_the_name_given(there: World) -> None:
    request = RequestForSupportFactory(school=there.school, young_person=None, given_name="Ash", family_name="Vale")
    waiting(there, 1, S.RECEIVED, request=request)
    with recording.acting(by=SYSTEM, verb="test"):
        referral = Referral.objects.get()
        referral.young_person = None
        referral.save()

    (row,) = board(there.manager, Wanted(stage=TriageStage.ARRIVING)).rows

    assert (row.who, row.year_group) == ("Ash Vale", None)


def test_it_says_when_more_was_asked_for(there: World) -> None:
    referral = waiting(there, 9)
    with recording.acting(by=SYSTEM, verb="test"):
        TriageDecision.objects.create(
            referral=referral, outcome=TriageOutcome.MORE_INFORMATION, why="?", decided_on=TODAY
        )

    assert board(there.manager, Wanted()).rows[0].asked_more_on == TODAY


def test_nothing_sealed_is_read_or_opened(there: World, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(there, 1, request=RequestForSupportFactory(school=there.school))
    monkeypatch.setattr(keys.KeyRing, "open", lambda *a, **k: pytest.fail("the board opened something sealed"))

    with CaptureQueriesContext(connection) as captured:
        assert len(board(there.manager, Wanted()).rows) == 1

    assert [query["sql"] for query in captured if "worry" in query["sql"] or "own_words" in query["sql"]] == []


def test_ten_thousand_are_counted_from_the_index_alone(there: World) -> None:
    rows = triage.check.visible(Referral.objects.all(), there.manager, triage.Permission.REFERRAL_TRIAGE)
    with CaptureQueriesContext(connection) as captured:
        triage._tally(rows)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL decides by how many rows there are")

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[-1]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())

    assert "USING COVERING INDEX referral_board" in plan


def test_a_line_says_why_its_next_step_is_blocked(there: World) -> None:
    waiting(there, 3)
    agreed = waiting(there, 2)
    ConsentDecisionFactory(young_person=agreed.young_person)

    without, with_consent = board(there.manager, Wanted()).rows

    assert without.blocked.startswith("No consent yet: ask a parent or guardian")
    assert with_consent.blocked == ""


def test_what_came_in_stands_before_those_who_decide(there: World, client) -> None:
    """One line, which leads to where they are."""
    assert requests_to_look_at(there.manager) == []
    waiting(there, 0, S.RECEIVED)
    [todo] = requests_to_look_at(there.manager)
    assert todo.sentence == "Look at 1 new request or enquiry"
    waiting(there, 2, S.ENQUIRY)
    for state in (S.AWAITING_CONSENT, S.TRIAGE):
        waiting(there, 2, state)

    [todo] = requests_to_look_at(there.practitioner.user)
    assert (todo.sentence, todo.href) == ("Look at 2 new requests and enquiries", "/triage/?stage=arriving")
    assert [requests_to_look_at(viewer) for viewer in (there.lead, there.administrator, world().manager)] == [[]] * 3
    client.force_login(there.manager)
    assert "Request received" in client.get(todo.href).content.decode()
