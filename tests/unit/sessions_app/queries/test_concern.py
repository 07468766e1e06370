"""Who sees which concern, and how much of it."""

from uuid import uuid4

import pytest

from mhst.access.enums import RoleName
from mhst.access.models import Membership, User
from mhst.audit import recording
from mhst.core import clock
from mhst.core.actors import SYSTEM
from mhst.core.errors import NotFound
from sessions_app.actions import concern as actions
from sessions_app.actions import concern_step as steps
from sessions_app.queries import concern as queries
from sessions_app.queries.todo import todo_of
from sessions_app.rules import concern as rules
from sessions_app.rules.concern_buttons import Buttons, kinds_to_add
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, YoungPersonFactory, member_of
from tests.factories.access import MembershipFactory
from tests.support.refusals import refusal
from tests.support.safeguarding import Safeguarding, safeguarding

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Safeguarding:
    return safeguarding()


def test_the_school_that_leads_and_the_team_that_answers_read_it(there: Safeguarding) -> None:
    concern = there.raised()
    supervisor = member_of(there.team, RoleName.SUPERVISOR)
    of_the_trust = member_of(there.team.led_by, RoleName.SAFEGUARDING_LEAD)
    for viewer in (there.lead, there.deputy, there.duty, there.manager, supervisor, of_the_trust):
        assert queries.get_visible(concern.pk, viewer) == concern
        assert queries.shown(concern, viewer).reads_all is True


def test_nobody_else_learns_that_there_is_one(there: Safeguarding) -> None:
    concern = there.raised()
    other_team = TeamFactory()
    TeamSchoolFactory(team=other_team, school=there.school)
    viewers = [
        there.practitioner,
        member_of(there.school, RoleName.SENIOR_MENTAL_HEALTH_LEAD),
        member_of(there.team, RoleName.ADMINISTRATOR),
        member_of(SchoolFactory(), RoleName.DESIGNATED_SAFEGUARDING_LEAD),
        member_of(other_team, RoleName.TEAM_MANAGER),  # serves the same school
        member_of(None, RoleName.SYSTEM_ADMINISTRATOR),
    ]
    for viewer in viewers:
        with pytest.raises(NotFound):
            queries.get_visible(concern.pk, viewer)
        assert list(queries.find(viewer, queries.OPEN)) == []
    with pytest.raises(NotFound):
        queries.get_visible(uuid4(), there.manager)


@pytest.mark.parametrize("role", [RoleName.PRACTITIONER, RoleName.ADMINISTRATOR, RoleName.COUNSELLOR])
def test_whoever_a_step_names_reads_that_one_and_no_other(there: Safeguarding, role: RoleName) -> None:
    before = there.raised()
    named = there.on_duty(member_of(there.team, role))
    concern = there.raised()

    assert queries.shown(queries.get_visible(concern.pk, named), named).reads_all is True
    assert list(queries.find(named, queries.OPEN)) == [concern]
    assert [step.concern for step in queries.waiting_for(named)] == [concern]
    assert kinds_to_add(concern, named) == ["note", "action", "correction"]
    assert refusal(rules.check_can_close, concern, named) == "needs-concern.close"
    with pytest.raises(NotFound):
        queries.get_visible(before.pk, named)

    steps.acknowledge(step=concern.steps.get(user=named), by=named)
    assert (queries.waiting_for(named), queries.get_visible(concern.pk, named)) == ([], concern)


def test_whoever_is_named_reads_it_while_they_work_there(there: Safeguarding) -> None:
    named = there.on_duty(there.practitioner)
    assert there.raised() in queries.visible_to(named)
    with recording.acting(by=SYSTEM, verb="test.end"):
        Membership.objects.filter(user=named).update(ended_at=clock.now())
    MembershipFactory(user=named, role=RoleName.PRACTITIONER, school=None, team=TeamFactory())
    gone = User.objects.get(pk=named.pk)
    assert (list(queries.visible_to(gone)), queries.waiting_for(gone), queries.reads_any(gone)) == ([], [], False)


def test_whoever_raised_it_reads_their_own_words_and_where_it_stands(there: Safeguarding) -> None:
    concern = there.raised(by=there.practitioner)
    actions.add(concern=concern, kind="note", words="What social care said", by=there.manager)
    mine = actions.add(concern=concern, kind="note", words="What I heard since", by=there.practitioner)

    shown = queries.shown(queries.get_visible(concern.pk, there.practitioner), there.practitioner)

    assert (shown.reads_all, shown.entries, len(shown.steps)) == (False, (mine,), 2)
    assert list(queries.find(there.practitioner, queries.OWN)) == [concern]
    assert Buttons.of(shown, there.practitioner) == Buttons(frozenset(), False, "")
    assert kinds_to_add(concern, there.practitioner) == ["note", "action", "correction"]
    assert refusal(kinds_to_add, concern, there.teacher) == "needs-concern.view"


def test_buttons_are_the_rules(there: Safeguarding) -> None:
    concern = queries.get_visible(there.raised().pk, there.lead)
    mine, _ = concern.steps.all()
    buttons = Buttons.of(queries.shown(concern, there.lead), there.lead)

    assert mine.pk in buttons.answer
    assert (buttons.close, buttons.why_not_close.startswith(f"{there.lead} and {there.duty} have not yet")) == (
        False,
        True,
    )


def test_a_closed_one_leaves_the_open_list(there: Safeguarding) -> None:
    concern, other = there.raised(), there.raised()
    for step in concern.steps.all():
        steps.acknowledge(step=step, by=step.user)
    actions.close(concern=concern, outcome="Safe.", why="Done.", by=there.manager)

    assert list(queries.find(there.manager, queries.OPEN)) == [other]
    assert list(queries.find(there.manager, queries.CLOSED)) == [concern]
    assert queries.shown(queries.get_visible(concern.pk, there.manager), there.manager).is_closed is True


def test_the_overdue_come_first(there: Safeguarding, time_machine) -> None:
    time_machine.move_to("2026-09-14T14:00:00Z", tick=False)
    late = there.raised()
    time_machine.move_to("2026-09-14T14:31:00Z", tick=False)
    fresh = there.raised()
    assert list(queries.find(there.manager, queries.OPEN)) == [late, fresh]
    assert [todo.sentence for todo in todo_of(there.lead)] == [
        "Answer a safeguarding concern: it is overdue",
        "Answer a safeguarding concern by 16:01 on 14 September",
    ]


def test_what_waits_is_the_named_persons(there: Safeguarding) -> None:
    concern = there.raised()
    assert [step.concern for step in queries.waiting_for(there.lead)] == [concern]
    assert queries.waiting_for(there.manager) == []
    steps.acknowledge(step=concern.steps.get(user=there.lead), by=there.lead)
    assert todo_of(there.lead) == ()


def test_what_nobody_answered_stands_before_those_who_may_answer_for_them(there: Safeguarding, time_machine) -> None:
    """Also when somebody else is on duty; to whoever let it pass it is their own."""
    time_machine.move_to("2026-09-14T14:00:00Z", tick=False)
    named = there.on_duty(there.practitioner)
    concern = there.raised()

    def urgent(viewer: User) -> list[str]:
        return [todo.sentence for todo in todo_of(viewer) if "safeguarding" in todo.sentence]

    assert urgent(there.duty) == []
    time_machine.move_to("2026-09-14T15:00:00Z", tick=False)
    said = "See to 1 safeguarding concern that was not answered in time"
    assert [urgent(viewer) for viewer in (there.duty, there.manager, there.deputy)] == [[said]] * 3
    assert urgent(named) == ["Answer a safeguarding concern: it is overdue"]
    other_team = TeamFactory()
    TeamSchoolFactory(team=other_team, school=there.school)
    assert urgent(member_of(other_team, RoleName.SAFEGUARDING_LEAD)) == []
    for step in queries.unanswered(concern):
        steps.acknowledge(step=step, by=there.duty)
    assert urgent(there.duty) == []


def test_what_was_begun_is_its_owners(there: Safeguarding, time_machine) -> None:
    time_machine.move_to("2026-09-14T14:00:00Z", tick=False)
    kept = actions.keep(id=uuid4(), own_words="He lo", by=there.teacher)
    assert queries.own_draft(str(kept.pk), there.teacher) == kept
    assert [todo.sentence for todo in todo_of(there.teacher)] == [
        "Send the safeguarding concern that you began at 15:00 on 14 September"
    ]
    for id in (str(kept.pk), "nonsense"):
        with pytest.raises(NotFound):
            queries.own_draft(id, there.lead)


def test_whom_it_is_about_is_somebody_one_may_know(there: Safeguarding) -> None:
    stranger = YoungPersonFactory()
    found = [queries.about(id, there.teacher) for id in (str(there.pupil.pk), str(stranger.pk), "", "nonsense")]
    assert found == [there.pupil, None, None, None]
    assert list(queries.people_named(there.pupil.family_name, there.teacher)) == [there.pupil]
    assert list(queries.people_named(" ", there.teacher)) == []


def test_a_step_of_another_concern_is_not_found(there: Safeguarding) -> None:
    one, other = there.raised(), there.raised()
    with pytest.raises(NotFound):
        queries.step_of(one, other.steps.first().pk)
