"""What a programme may be, and what a change to it must leave alone."""

from dataclasses import replace
from typing import Any

import pytest

from sessions_app.rules import programme as rules
from tests.factories import ProgrammeFactory, SeriesFactory, World, world
from tests.factories.casework import ReferralFactory
from tests.support.programmes import described
from tests.support.refusals import refusal, refused

pytestmark = pytest.mark.django_db
ONE = {"kind": "one_to_one", "smallest_group": 1, "largest_group": 1}


def at(**changes: Any) -> str | None:
    """The field at which a description is refused."""
    answer = refused(rules.check_description, described(**changes))
    return str(answer.details["field"]) if answer else None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, None),
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"summary": ""}, "summary"),
        ({"session_minutes": 10}, "session_minutes"),
        ({"session_minutes": 52}, "session_minutes"),
        ({"session_minutes": 185}, "session_minutes"),
        ({"youngest": 3}, "oldest"),
        ({"youngest": 15, "oldest": 14}, "oldest"),
        ({"oldest": 26}, "oldest"),
        ({"facilitators": 0}, "facilitators"),
        ({"facilitators": 5}, "facilitators"),
        ({"kind": "seance"}, "kind"),
        ({"kind": "one_to_one"}, "largest_group"),
        (ONE, None),
        ({"smallest_group": 1, "largest_group": 1}, "largest_group"),
        ({"largest_group": 41}, "largest_group"),
        ({"smallest_group": 0}, "smallest_group"),
        ({"smallest_group": 9}, "smallest_group"),
        ({"skills": ("flying",)}, "skills"),
        ({"plan": ()}, "session_count"),
        ({"plan": (("Talk", ""),) * 21}, "session_count"),
        ({"plan": (("Talk", ""), (" ", "Goals"))}, "title_2"),
        ({"plan": (("Talk", "x" * 201),)}, "due_1"),
    ],
)
def test_a_description_is_refused_at_the_field_that_is_wrong(changes: dict[str, Any], field: str | None) -> None:
    assert at(**changes) == field


def test_a_name_is_taken_by_another_in_use_only() -> None:
    ours = ProgrammeFactory(name="Worry group")
    ProgrammeFactory(name="Old group", is_offered=False)

    assert refusal(rules.check_name, " worry GROUP ") == "name"
    assert refusal(rules.check_name, "Old group") is None
    assert refusal(rules.check_name, "Worry group", itself=ours) is None


def test_what_was_used_stays_of_its_kind_and_what_runs_keeps_its_practitioners() -> None:
    programme = ProgrammeFactory()
    as_it_is = described(kind="group", facilitators=2)
    workshop, alone = replace(as_it_is, kind="workshop"), replace(as_it_is, facilitators=1)
    assert [refusal(rules.check_change, programme, each) for each in (workshop, alone)] == [None, None]

    over = SeriesFactory(programme=programme)
    assert [refusal(rules.check_change, programme, each) for each in (workshop, alone)] == ["kind", None]

    SeriesFactory(programme=programme, school=over.school, team=over.team, paused=True)
    assert [refusal(rules.check_change, programme, each) for each in (workshop, alone)] == ["kind", "facilitators"]
    assert refusal(rules.check_change, programme, as_it_is) is None


def test_what_was_only_decided_on_is_used_too() -> None:
    referral = ReferralFactory(programme=ProgrammeFactory())

    assert refusal(rules.check_change, referral.programme, described(kind="workshop")) == "kind"


def test_who_may_retire_and_bring_back_and_when() -> None:
    there: World = world(pupils=0)
    used, retired = there.programme, ProgrammeFactory(name="Old group", is_offered=False)

    assert refusal(rules.check_can_retire, used, there.manager) is None
    assert refusal(rules.check_can_retire, retired, there.manager) == "state"
    assert refusal(rules.check_can_bring_back, retired, there.manager) is None
    assert refusal(rules.check_can_bring_back, used, there.manager) == "state"
    assert refusal(rules.check_can_retire, used, there.lead) == "needs-programme.edit"
    assert refusal(rules.check_can_bring_back, retired, there.lead) == "needs-programme.edit"
    ProgrammeFactory(name="old group")
    assert refusal(rules.check_can_bring_back, retired, there.manager) == "name"
