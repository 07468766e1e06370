"""What one sees in the demo could have happened. Reads the world that the journeys are made on, and writes nothing.

`make soak` makes it on other days too: whoever starts the demo chooses neither the day nor the hour.
"""

import datetime as dt
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.core import clock
from mhst.core.permissions import Permission
from mhst.demo.logins import PERSONAS
from mhst.demo.world.came import UNWRITTEN
from mhst.people.models import Absence
from realtime.models import Message
from realtime.queries import retention
from school_link.enums import ConsultationState, ThreadState, WorkshopState
from school_link.models import Consultation, Desk, Naming, Thread, Workshop
from school_link.queries import contact as contacts
from school_link.queries import library
from school_link.queries import rating as ratings
from sessions_app.enums import (
    COUNTED_MECHANISMS,
    GROUP_KINDS,
    REFERRAL_MOVES,
    SEEN_CODES,
    ClosedBecause,
    ConcernEntryKind,
    Mechanism,
    NotAcceptedBecause,
    NoticeKind,
    Occasion,
    Pathway,
    ReferralState,
    SeriesState,
    SessionState,
    TriageOutcome,
)
from sessions_app.models import (
    Attendance,
    Concern,
    ConcernEntry,
    ConcernStep,
    ConsentLink,
    Facilitation,
    GoalScore,
    HandOver,
    Letter,
    Measure,
    Notice,
    Place,
    Referral,
    ReferralMove,
    RequestForSupport,
    Review,
    Series,
    SessionRecord,
    Supervision,
    SupervisionDecision,
    SupportSession,
    TriageDecision,
    UnmatchedConsent,
)
from sessions_app.queries.group_run import runs_for
from sessions_app.queries.history import history_of
from sessions_app.queries.joining import are_neighbours
from sessions_app.queries.progress import dates_of
from sessions_app.queries.session_record import sheets
from sessions_app.rules.group_run import why_not
from sessions_app.rules.request import unfinished
from tests.journeys.server import Server, fresh_database, manage
from tests.journeys.world import populate

#: Days and hours on which little is under way, or on which a wall clock is odd.
AWKWARD = (
    "2026-12-25T00:30+00:00", "2027-01-04T10:00+00:00", "2027-03-28T01:30+00:00", "2027-08-31T10:00+00:00",
    "2027-09-01T10:00+00:00", "2027-10-01T09:30+01:00", "2027-10-31T01:30+00:00", "2028-02-29T06:00+00:00",
)  # fmt: skip
MOMENTS: tuple[str, ...] = ("", *AWKWARD) if os.environ.get("MHST_SOAK") else ("",)
#: When each of these was: none of it can be still to come.
HAPPENED = (
    (RequestForSupport, "sent_at"), (ReferralMove, "at"), (Referral, "state_since"), (Attendance, "recorded_at"),
    (SessionRecord, "saved_at"), (Measure, "filled_in_at"), (Letter, "issued_at"), (HandOver, "at"),
    (UnmatchedConsent, "arrived_at"), (Place, "taken_at"), (Notice, "created_at"), (ConcernEntry, "written_at"),
    (Supervision, "signed_by_supervisor_at"),
)  # fmt: skip
ON_A_DAY = (
    (Referral, "received_on"), (Referral, "closed_on"), (Referral, "last_seen_on"), (TriageDecision, "decided_on"),
    (GoalScore, "scored_on"), (Review, "held_on"), (Supervision, "held_on"),
)  # fmt: skip


def _made(database: Path, at: str) -> AbstractContextManager[Any]:
    """Make the world then, or now. Meanwhile it is that day, later by as much as the making took."""
    if not at:
        populate(database)
        return nullcontext()
    began = clock.now()
    manage(database, "seed_demo", at=at)
    return time_machine.travel(dt.datetime.fromisoformat(at) + (clock.now() - began), tick=True)


@pytest.fixture(autouse=True, scope="module", params=MOMENTS, ids=lambda at: at or "now")
def demo_world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    worker, at = getattr(request.config, "workerinput", {}).get("workerid", "main"), request.param
    database = fresh_database(f"{worker}world")
    with _made(database, at), Server("", database, database, django_db_blocker).connected():
        yield
    database.unlink()


def test_nothing_has_happened_that_is_still_to_come() -> None:
    late = [(model.__name__, name) for model, name in HAPPENED if model.objects.filter(**{f"{name}__gt": clock.now()})]
    late += [
        (model.__name__, name) for model, name in ON_A_DAY if model.objects.filter(**{f"{name}__gt": clock.today()})
    ]
    assert late == []
    assert not SupportSession.objects.filter(date__gt=clock.today(), state=SessionState.HELD).exists()


def test_a_referral_stands_in_every_state_and_ended_in_every_way() -> None:
    assert set(Referral.objects.values_list("state", flat=True)) == set(ReferralState.values)
    closed = Referral.objects.filter(state=ReferralState.CLOSED)
    assert set(closed.values_list("closed_because", flat=True)) == set(ClosedBecause.values)
    decided = TriageDecision.objects.values_list("outcome", "not_accepted_because")
    assert {because for _, because in decided if because} == set(NotAcceptedBecause.values)
    assert {outcome for outcome, _ in decided} == set(TriageOutcome.values)


def test_every_referral_came_where_it_stands_step_by_step() -> None:
    odd = []
    for referral in Referral.objects.prefetch_related("moves"):
        moves = sorted(referral.moves.all(), key=lambda move: move.number)
        steps = [(one.from_state, one.to_state) for one in moves]
        allowed = all(to in REFERRAL_MOVES[before] for before, to in steps[1:])
        chained = [to for _, to in steps[:-1]] == [before for before, _ in steps[1:]]
        in_order = [one.at for one in moves] == sorted(one.at for one in moves)
        if not (allowed and chained and in_order and steps[-1][1] == referral.state):
            odd.append((referral.state, steps))
    assert odd == []


def test_nobody_has_two_referrals_at_once() -> None:
    by_person = defaultdict(list)
    for referral in Referral.objects.filter(young_person__isnull=False).order_by("received_on", "created_at"):
        by_person[referral.young_person_id].append(referral)
    assert max(len(rows) for rows in by_person.values()) <= 4  # in a year and a half nobody comes back every term
    pairs = [pair for rows in by_person.values() for pair in pairwise(rows)]
    over = [(first.closed_on or first.state_since.date(), second.received_on) for first, second in pairs]
    assert [pair for pair in over if pair[0] > pair[1]] == []


def test_only_who_came_scored_a_goal_or_has_a_note() -> None:
    seen = set(Attendance.objects.filter(code__in=SEEN_CODES).values_list("session", "young_person"))
    scored = GoalScore.objects.values_list("session", "goal__referral__young_person")
    written = SessionRecord.objects.values_list("session", "young_person")
    assert [len(set(rows) - seen) for rows in (scored, written)] == [0, 0]
    assert scored.count() > 1000


def test_most_are_met_and_some_are_rung_up_seen_on_a_screen_or_written_to() -> None:
    how = Counter(Attendance.objects.filter(code__in=SEEN_CODES).values_list("mechanism", flat=True))
    share = {name: how[name] / how.total() for name in (Mechanism.FACE_TO_FACE, Mechanism.TELEPHONE, Mechanism.VIDEO)}
    indirect = sum(count for name, count in how.items() if name not in COUNTED_MECHANISMS) / how.total()
    assert 0.75 < share[Mechanism.FACE_TO_FACE] < 0.95
    assert min(share[Mechanism.TELEPHONE], share[Mechanism.VIDEO]) > 0.02
    assert 0.002 < indirect < 0.05
    assert not Attendance.objects.exclude(code__in=SEEN_CODES).filter(why_not_there="").exists()


def test_what_is_kept_on_a_referral_is_what_its_sessions_say() -> None:
    going_on = Referral.objects.filter(courses__isnull=False, courses__ended_on__isnull=True).distinct()
    odd = [
        (referral.state, name, day)
        for referral in going_on for name, day in vars(dates_of(referral)).items() if getattr(referral, name) != day
    ]  # fmt: skip
    assert odd == []
    assert {referral.review_due_on is not None and referral.review_due_on <= clock.today()
            for referral in going_on.filter(state=ReferralState.IN_INTERVENTION)} == {True, False}  # fmt: skip


def test_groups_are_of_one_year_or_two_neighbouring_ones() -> None:
    groups = Series.objects.filter(programme__kind__in=GROUP_KINDS).prefetch_related("places__young_person")
    years = [
        {*group.year_groups, *(place.young_person.year_group_on(group.first_on)
                               for place in group.places.all() if place.young_person)}
        for group in groups
    ]  # fmt: skip
    assert [each for each in years if not are_neighbours(each)] == []
    assert len(years) > 10


def test_lessons_of_a_course_of_ones_own_take_turns() -> None:
    """As the product promises: none is missed twice in three weeks, but in a few whose days left no other way."""
    starts: dict[Any, list[int]] = defaultdict(list)
    rows = SupportSession.objects.filter(number__isnull=False).exclude(series__programme__kind__in=GROUP_KINDS)
    for series, start in rows.order_by("number").values_list("series", "start_minute"):
        starts[series].append(start)
    in_turn = sum(all(at not in each[max(0, n - 2) : n] for n, at in enumerate(each)) for each in starts.values())
    assert in_turn > 0.9 * len(starts)


def test_there_is_some_of_everything_to_look_at() -> None:
    allocated = Referral.objects.filter(state=ReferralState.ALLOCATED)
    waits = Referral.objects.filter(state=ReferralState.WAITING, pathway=Pathway.GROUP)
    wished = [run for one in waits for run in runs_for(one) if not why_not(run.series, one.young_person)]
    found = {
        "decided in supervision": SupervisionDecision.objects.exists(),
        "handed over": HandOver.objects.exists(),
        "a concern answered late": ConcernStep.objects.filter(escalated_at__isnull=False).exists(),
        "a concern that is closed": ConcernEntry.objects.filter(kind=ConcernEntryKind.CLOSED).exists(),
        "consent that nobody matched": UnmatchedConsent.objects.filter(settled_at__isnull=True).exists(),
        "a consent link that ran out": ConsentLink.objects.filter(expires_at__lt=clock.now()).exists(),
        "a run of each state": set(Series.objects.values_list("state", flat=True)) == set(SeriesState.values),
        "allocated with nothing booked": allocated.filter(courses__isnull=True).exists(),
        "allocated, and what was booked cancelled": allocated.filter(courses__ended_because="run_cancelled").exists(),
        "a wait for a group with room": any(run.is_wished_for and not run.is_full for run in wished),
    }
    assert [name for name, is_there in found.items() if not is_there] == []


def test_who_comes_to_what_is_to_be_written_up_is_known() -> None:
    to_write_up = SupportSession.objects.filter(date__lt=clock.today(), state=SessionState.PLANNED)
    assert [bool(sheets(session)) for session in to_write_up] == [True] * UNWRITTEN


def test_people_were_told_of_a_booking_when_it_was_made_and_not_on_the_day_of_the_seed() -> None:
    told = Notice.objects.filter(kind=NoticeKind.BOOKED)
    assert told.exists()
    assert not told.filter(created_at__gte=clock.now() - dt.timedelta(days=10)).exists()
    assert not HandOver.objects.filter(at__gte=clock.now() - dt.timedelta(days=1)).exists()


def test_a_session_was_booked_by_somebody_before_it_and_held_on_its_day() -> None:
    past = SupportSession.objects.filter(state=SessionState.HELD, number=1).order_by("-date")
    rows = past.select_related("series__booked_by")
    with_names, with_a_count = rows.filter(attendances__isnull=False).distinct(), rows.filter(head_count__isnull=False)
    for session in (*with_names[:5], *with_a_count[:5]):
        *_, booked = lines = history_of(session)
        assert booked.at.date() < session.date
        assert session.series.booked_by is not None
        assert booked.by == session.series.booked_by.name
        held = [(line.at.date(), line.by) for line in lines if line.sentence == "Held."]
        assert [(on, by != "demo") for on, by in held] == [(session.date, True)] * (session in with_names)


def test_people_decided_together_and_a_new_request_is_to_be_matched() -> None:
    assert not TriageDecision.objects.filter(decided_with__isnull=True).exists()
    received = Referral.objects.filter(state=ReferralState.RECEIVED)
    assert set(received.values_list("young_person", flat=True)) == {None}
    left_out = [str(one) for one in RequestForSupport.objects.filter(sent_at__isnull=False) if unfinished(one)]
    assert left_out == []


def test_people_of_the_team_give_supervision_and_answer_concerns() -> None:
    team = Referral.objects.values_list("team", flat=True).distinct().get()
    at = dict(
        Membership.objects.filter(role__in=[RoleName.SUPERVISOR, RoleName.SAFEGUARDING_LEAD]).values_list(
            "user", "team"
        )
    )
    supervisors = set(Supervision.objects.values_list("supervisor", flat=True))
    told = {user for user in ConcernStep.objects.values_list("user", flat=True) if user in at}
    assert {at[user] for user in supervisors | told} == {team}


def test_nobody_held_a_session_or_raised_a_concern_on_a_day_on_which_they_were_away() -> None:
    for absence in Absence.objects.select_related("practitioner"):
        days = absence.starts_on, absence.ends_on
        held = Facilitation.objects.filter(practitioner=absence.practitioner, session__date__range=days)
        assert not held.filter(session__state=SessionState.HELD).exists()
        raised = Concern.objects.filter(raised_by=absence.practitioner.user_id, raised_at__date__range=days)
        assert not raised.exists()


def test_what_supervision_decided_has_its_day() -> None:
    assert SupervisionDecision.objects.filter(due_on__isnull=True).count() == 0


def test_questionnaires_show_change() -> None:
    totals: dict[Any, dict[str, float]] = defaultdict(dict)
    for measure in Measure.objects.filter(filled_in_at__isnull=False, referral__state=ReferralState.CLOSED):
        totals[measure.referral_id][measure.occasion] = measure.given_scores["total"]
    both = [(each[Occasion.BASELINE], each[Occasion.END]) for each in totals.values() if len(each) == 2]
    assert len(both) > 8
    assert sum(end < start for start, end in both) > len(both) / 2


def test_school_link_shows_two_rated_workshops_threads_of_every_state_and_somebody_to_check() -> None:
    manager = Membership.objects.current().filter(role=RoleName.TEAM_MANAGER).earliest("created_at").user
    to_check = [one for place in contacts.places(manager) for one in place.contacts if place.may_keep and one.is_due]
    assert len(to_check) == 2  # the first page tells of them once the first weeks of the term are over
    assert set(Thread.objects.values_list("state", flat=True)) == set(ThreadState.values)
    assert Thread.objects.overdue().count() == 1
    rated = [one for one in Workshop.objects.filter(number=2) if one.is_shown]
    assert [len(ratings.shown_of(one.cohort)) for one in rated] == [2]
    assert Workshop.objects.filter(state=WorkshopState.RATING).count() == 1


def test_everybody_whom_the_demo_offers_is_there_and_has_the_code_that_it_prints() -> None:
    offered = {persona.username for persona in PERSONAS}
    enrolled = User.objects.filter(username__in=offered, authenticator__type="totp")
    assert offered - set(enrolled.values_list("username", flat=True)) == set()


def test_a_consultation_waits_longer_than_it_should() -> None:
    late = Consultation.objects.filter(state=ConsultationState.WAITING, due_at__lt=clock.now())
    assert [one.theme for one in late] == ["attendance"]


def test_a_consultation_is_named_words_wait_for_a_second_reader_and_a_talk_was_weeks_ago() -> None:
    arthur = User.objects.get(username="arthur.lim")
    naming = Naming.objects.get()
    assert (naming.request.young_person, naming.request.sent_at) == (naming.young_person, None)
    assert len(library.to_read(arthur)) == 1
    team = Desk.objects.get().team
    assert Membership.objects.current().filter(team=team, role=RoleName.SUPERVISOR).count() == 1
    settle = User.objects.filter(pk__in=Membership.objects.current().filter(team=team).values("user")).order_by(
        "username"
    )
    settle = [one for one in settle if one.can(Permission.CONVERSATION_ERASE, team)]
    assert [one.username for one in settle] == ["ewan.reay", "rosalind.ashdown"]
    assert {one.username for one in settle} <= {persona.username for persona in PERSONAS}
    assert [retention.kept(one, 1).paginator.count for one in settle] == [1, 1]
    month_ago = clock.now() - dt.timedelta(days=30)
    assert Message.objects.filter(conversation__consultation__isnull=False, created_at__lt=month_ago).count() == 4
