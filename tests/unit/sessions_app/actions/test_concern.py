"""Raising a concern, adding to it and closing it."""

import uuid

import pytest

from mhst.access.enums import RoleName
from sessions_app.actions import concern as actions
from sessions_app.actions import concern_step as steps
from sessions_app.enums import ConcernEntryKind
from sessions_app.models import Concern, ConcernDraft
from tests.factories import SchoolFactory, TeamFactory, TeamSchoolFactory, member_of
from tests.support.refusals import refusal, said
from tests.support.safeguarding import WORDS, Safeguarding, safeguarding

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> Safeguarding:
    return safeguarding()


def _answer(concern: Concern) -> None:
    for step in concern.steps.filter(user__isnull=False):
        steps.acknowledge(step=step, by=step.user)


class TestRaising:
    def test_it_is_written_down_as_it_was_said(self, there: Safeguarding) -> None:
        concern = Concern.objects.get(pk=there.raised(where="/home/").pk)

        assert {name: getattr(concern, name) for name in WORDS} == WORDS
        assert (concern.young_person, concern.school, concern.team) == (there.pupil, there.school, there.team)
        assert (concern.raised_by, concern.where, concern.is_immediate) == (there.teacher, "/home/", False)

    def test_sent_twice_it_is_one_concern(self, there: Safeguarding) -> None:
        once = there.raised()
        again = actions.raise_concern(
            id=once.pk, school=there.school, young_person=there.pupil, is_immediate=False, by=there.teacher, **WORDS
        )
        assert (again, Concern.objects.count(), once.steps.count()) == (once, 1, 2)

    def test_one_goes_to_ones_own_team_where_several_serve_the_school(self, there: Safeguarding) -> None:
        second = TeamFactory()
        TeamSchoolFactory(team=second, school=there.school)
        colleague = member_of(second, RoleName.PRACTITIONER)
        assert [there.raised(by=by).team for by in (colleague, there.practitioner)] == [second, there.team]

    def test_another_schools_staff_may_not(self, there: Safeguarding) -> None:
        stranger = member_of(SchoolFactory(), RoleName.SCHOOL_STAFF)
        assert refusal(there.raised, stranger) == "needs-concern.raise"

    def test_without_a_team_somebody_must_be_spoken_to_and_the_words_stay(self) -> None:
        school = SchoolFactory()
        teacher = member_of(school, RoleName.SCHOOL_STAFF)
        kept = actions.keep(id=uuid.uuid4(), school=school, about="Sam", **WORDS, by=teacher)
        given = {"id": kept.pk, "school": school, "about": "Sam", "is_immediate": False, **WORDS}

        assert said(actions.raise_concern, by=teacher, **given) == actions.NO_TEAM.format(school=school)
        assert ConcernDraft.objects.get().own_words == WORDS["own_words"]


class TestKeeping:
    def test_what_is_typed_stays_until_it_is_raised(self, there: Safeguarding) -> None:
        id = uuid.uuid4()
        for words in ("He", "He locks"):
            actions.keep(id=id, young_person=there.pupil, school=there.school, own_words=words, by=there.teacher)
        assert [draft.own_words for draft in ConcernDraft.objects.all()] == ["He locks"]

        actions.raise_concern(
            id=id, school=there.school, young_person=there.pupil, is_immediate=False, by=there.teacher, **WORDS
        )
        assert ConcernDraft.objects.count() == 0

    def test_what_comes_late_does_not_begin_it_again(self, there: Safeguarding) -> None:
        raised = there.raised()
        assert actions.keep(id=raised.pk, own_words="He lo", by=there.teacher) is None
        assert ConcernDraft.objects.count() == 0

    def test_nobody_writes_into_anothers(self, there: Safeguarding) -> None:
        kept = actions.keep(id=uuid.uuid4(), own_words="Mine", by=there.teacher)
        assert refusal(actions.keep, id=kept.pk, own_words="Yours", by=there.practitioner) == "own"
        assert refusal(actions.discard, draft=kept, by=there.practitioner) == "own"
        assert ConcernDraft.objects.get().own_words == "Mine"

    def test_it_can_be_thrown_away(self, there: Safeguarding) -> None:
        actions.discard(draft=actions.keep(id=uuid.uuid4(), by=there.teacher), by=there.teacher)
        assert ConcernDraft.objects.count() == 0


class TestClosing:
    def test_needs_everybody_who_was_told(self, there: Safeguarding) -> None:
        concern = there.raised()
        steps.acknowledge(step=concern.steps.get(user=there.lead), by=there.lead)

        assert said(actions.close, concern=concern, outcome="Safe", why="Moved", by=there.manager) == (
            f"{there.duty} has not yet said that they know of this concern. It can be closed when everybody who was "
            "told has answered."
        )
        assert list(concern.entries.all()) == []

    def test_writes_the_outcome_and_why(self, there: Safeguarding) -> None:
        concern = there.raised()
        _answer(concern)

        actions.close(concern=concern, outcome="With an aunt.", why="Social care has it.", by=there.manager)

        assert [(entry.kind, entry.words, entry.written_by) for entry in concern.entries.all()] == [
            (ConcernEntryKind.OUTCOME, "With an aunt.", there.manager),
            (ConcernEntryKind.CLOSED, "Social care has it.", there.manager),
        ]
        assert refusal(actions.close, concern=concern, outcome="x", why="y", by=there.duty) == "closed"

    def test_nobody_closes_their_own(self, there: Safeguarding) -> None:
        concern = there.raised(by=there.manager)
        _answer(concern)

        assert refusal(actions.close, concern=concern, outcome="x", why="y", by=there.manager) == "own"
        actions.close(concern=concern, outcome="x", why="y", by=there.duty)

    @pytest.mark.parametrize("who", ["teacher", "practitioner"])
    def test_is_for_those_who_answer_for_safeguarding(self, there: Safeguarding, who: str) -> None:
        concern = there.raised(by=there.lead)
        _answer(concern)
        refused = refusal(actions.close, concern=concern, outcome="x", why="y", by=getattr(there, who))
        assert refused == "needs-concern.close"


class TestAdding:
    def test_a_correction_is_a_new_entry(self, there: Safeguarding) -> None:
        concern = there.raised()
        entry = actions.add(concern=concern, kind=ConcernEntryKind.CORRECTION, words="Her aunt.", by=there.teacher)

        assert Concern.objects.get().own_words == WORDS["own_words"]
        assert (entry.words, entry.written_by) == ("Her aunt.", there.teacher)

    @pytest.mark.parametrize(
        ("who", "kind", "answer"),
        [
            ("teacher", ConcernEntryKind.NOTE, None),
            ("teacher", ConcernEntryKind.OUTCOME, "needs-concern.view"),
            ("teacher", ConcernEntryKind.CLOSED, "closing"),
            ("practitioner", ConcernEntryKind.NOTE, "needs-concern.view"),
            ("lead", ConcernEntryKind.OUTCOME, None),
            ("manager", ConcernEntryKind.ACTION, None),
            ("manager", ConcernEntryKind.CLOSED, "closing"),
        ],
    )
    def test_who_adds_what(self, there: Safeguarding, who: str, kind: str, answer: str | None) -> None:
        concern = there.raised()
        assert refusal(actions.add, concern=concern, kind=kind, words="w", by=getattr(there, who)) == answer
