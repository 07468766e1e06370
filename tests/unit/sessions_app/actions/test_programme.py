import io

import pytest
from django.core.management import call_command

from mhst.audit.models import AuditEvent
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import Conflict
from sessions_app.actions import programme as actions
from sessions_app.catalogue import CATALOGUE, END, MIDDLE, START
from sessions_app.enums import TriageOutcome
from sessions_app.models import PlannedContent, Programme
from sessions_app.queries import draft as drafts
from sessions_app.queries import offer as offers
from sessions_app.queries import programme as queries
from sessions_app.queries.timetable import rows
from sessions_app.rules.decision import check_programme
from tests.factories import ProgrammeFactory, SeriesFactory, World, world
from tests.support.booking import book, sessions
from tests.support.programmes import PLAN, described
from tests.support.refusals import refusal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.usefixtures("monday_morning")]


@pytest.fixture
def place() -> World:
    return world()


def test_a_new_service_starts_with_the_whole_catalogue() -> None:
    added = actions.add_starting_catalogue(by=SYSTEM)

    assert [programme.name for programme in added] == [starting.name for starting in CATALOGUE]
    assert [programme.session_count for programme in added] == [
        len(starting.titles) for starting in CATALOGUE
    ]  # fmt: skip
    assert {programme.pk: programme.contents.count() for programme in added} == {
        programme.pk: programme.session_count for programme in added
    }


def test_longer_programmes_measure_at_both_ends_and_look_back_half_way() -> None:
    actions.add_starting_catalogue(by=SYSTEM)

    longer = Programme.objects.filter(session_count__gte=6)
    assert longer.exists()
    for programme in longer:
        due = list(programme.contents.order_by("number").values_list("due", flat=True))
        assert (due[0], due[programme.session_count // 2 - 1], due[-1]) == (START, MIDDLE, END)


def test_what_a_team_has_already_stays_as_it_is() -> None:
    ours = ProgrammeFactory(name=CATALOGUE[0].name, summary="In our own words.")

    said = io.StringIO()
    call_command("seed_catalogue", stdout=said)
    call_command("seed_catalogue", stdout=said)

    assert said.getvalue() == f"{len(CATALOGUE) - 1} programmes added.\n0 programmes added.\n"
    ours.refresh_from_db()
    assert ours.summary == "In our own words."


def test_a_schools_lead_does_not_write_the_catalogue() -> None:
    place: World = world(pupils=0)
    assert refusal(actions.add_starting_catalogue, by=place.lead) == "needs-programme.edit"
    assert Programme.objects.get() == place.programme


def test_what_a_manager_adds_is_offered_at_once_with_its_plan(place: World) -> None:
    made = actions.add(description=described(), by=place.manager)

    assert (made.session_count, made.skills, made.is_offered, made.edition, made.version) == (
        3,
        ["anxiety"],
        True,
        1,
        1,
    )
    assert queries.plan_of(made) == PLAN
    assert made in drafts.programmes_for(place.school)
    assert AuditEvent.objects.filter(row_id=str(made.pk), actor_id=place.manager.audit_id).exists()


def test_a_new_plan_concerns_new_bookings_and_a_run_keeps_its_own(place: World) -> None:
    made = actions.add(description=described(skills=()), by=place.manager)
    before = SeriesFactory(programme=made, school=place.school, team=place.team, sessions=True)

    shorter = described(skills=(), session_minutes=30, plan=(("Only once", "Closing measures"),))
    made = actions.change(programme=made, description=shorter, by=place.manager)
    after = SeriesFactory(programme=made, school=place.school, team=place.team, sessions=True)

    assert (made.session_count, made.session_minutes, made.edition, made.version) == (1, 30, 2, 2)
    assert [(run.session_count, run.minutes) for run in (before, after)] == [(3, 50), (1, 30)]
    told = [[content.title for content in PlannedContent.objects.of_run(run)] for run in (before, after)]
    assert told == [[title for title, due in PLAN], ["Only once"]]


def test_a_run_is_booked_by_the_plan_of_its_day(place: World) -> None:
    plan = tuple((title, "") for title in "ABCDEF")
    wanted = described(name=place.programme.name, skills=(), session_minutes=60, plan=plan)
    changed = actions.change(programme=place.programme, description=wanted, by=place.manager)

    series = book(place, programme=changed)

    assert series.edition == 2
    assert [rows.content_for(one, rows.contents_of([one])).title for one in sessions(series)] == list("ABCDEF")


def test_a_paused_run_goes_on_at_its_own_length(place: World) -> None:
    series = book(place)
    plan = queries.plan_of(place.programme)
    actions.change(
        programme=place.programme, description=described(session_minutes=30, skills=(), plan=plan), by=place.manager
    )
    series.refresh_from_db()
    series.programme.refresh_from_db()

    (offer, *_) = offers.offers(place.manager, offers.again(series, clock.today(), count=2))

    assert {slot.end_minute - slot.start_minute for slot in offer.slots} == {60}


def test_the_second_of_two_changes_is_told_of_the_first(place: World) -> None:
    seen = Programme.objects.get(pk=place.programme.pk)
    first = actions.change(programme=seen, description=described(name="First"), by=place.manager)

    with pytest.raises(Conflict) as overtaken:
        actions.change(programme=seen, description=described(name="Second"), by=place.manager)

    first.refresh_from_db()
    assert (overtaken.value.code, first.name) == ("changed", "First")


def test_a_changed_summary_makes_no_new_edition(place: World) -> None:
    same = described(plan=queries.plan_of(place.programme), summary="In other words.")
    changed = actions.change(programme=place.programme, description=same, by=place.manager)

    assert (changed.edition, changed.summary, changed.contents.count()) == (1, "In other words.", 6)


def test_what_is_retired_is_offered_nowhere_and_its_runs_go_on(place: World) -> None:
    series = book(place)
    retired = actions.retire(programme=place.programme, by=place.manager)
    series.refresh_from_db()

    assert (retired.is_offered, series.state, queries.running(retired)) == (False, "confirmed", 1)
    assert drafts.programmes_for(place.school) == []
    assert refusal(book, place, programme=retired) == "not-offered"
    assert refusal(check_programme, TriageOutcome.GROUP, retired) == "not-offered"
    assert refusal(actions.retire, programme=retired, by=place.manager) == "state"

    back = actions.bring_back(programme=retired, by=place.manager)
    assert drafts.programmes_for(place.school) == [back]


def test_the_name_of_a_retired_one_is_free_and_then_taken(place: World) -> None:
    old = actions.retire(programme=place.programme, by=place.manager)
    actions.add(description=described(name=old.name.upper()), by=place.manager)

    assert refusal(actions.bring_back, programme=old, by=place.manager) == "name"
    assert refusal(actions.add, description=described(name=old.name), by=place.manager) == "name"


def test_two_of_a_name_at_the_same_moment_are_one(place: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the other came after the rule had looked."""
    monkeypatch.setattr(actions.rules, "check_name", lambda name, itself=None: None)

    assert refusal(actions.add, description=described(name=place.programme.name), by=place.manager) == "name"


@pytest.mark.parametrize("act", ["add", "change", "retire", "bring_back"])
def test_a_practitioner_changes_nothing_in_it(place: World, act: str) -> None:
    about = {} if act == "add" else {"programme": place.programme}
    words = {"description": described()} if act in {"add", "change"} else {}

    assert refusal(getattr(actions, act), **about, **words, by=place.practitioner.user) == "needs-programme.edit"
