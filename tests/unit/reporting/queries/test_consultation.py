"""Consultations are counted by themselves: rounded, gone through the gate, and never with young people."""

import datetime as dt
from typing import Any

import pytest

from mhst.audit import recording
from mhst.core.actors import SYSTEM
from mhst.core.clock import LONDON
from mhst.core.disclosure import Known, SafeTable
from mhst.core.disclosure.declared_consultations import KEYS, THEMES
from mhst.places.enums import TeamKind
from mhst.reporting import words
from mhst.reporting.actions import publication
from mhst.reporting.documents.files import file_of
from mhst.reporting.documents.laid_out import Whose, lay_out
from mhst.reporting.documents.parts import NEVER, functions_of, parts_of
from mhst.reporting.enums import FileKind
from mhst.reporting.queries import consultation, release
from mhst.reporting.queries import publication as published
from mhst.reporting.queries.release import work_out_again
from school_link.enums import ConsultationState, ConsultationTheme, WhatHappened
from school_link.models import Consultation, FollowUp
from tests.factories import TeamSchoolFactory
from tests.factories.conversation import ConversationFactory, MessageFactory, ParticipantFactory
from tests.factories.school_link import ConsultationFactory, DeskFactory
from tests.support.figures import AFTERWARDS, QUARTER, Counted, counted, publish

pytestmark = pytest.mark.django_db
FIRST = dt.datetime(2026, 1, 6, 11, tzinfo=LONDON)


@pytest.fixture
def there(time_machine) -> Counted:
    time_machine.move_to(AFTERWARDS, tick=False)
    found = counted()
    DeskFactory(councils={school.council for school in found.schools})
    return found


def asks(there: Counted, many: int, **more) -> list[Consultation]:
    """So many, in turn by its schools and over its months; answered the same day unless told otherwise."""
    desk = there.schools[0].council.consultation_desk.desk
    said = {"state": ConsultationState.CLOSED, **more}
    rows = []
    for number in range(many):
        school, sent = there.schools[number % 3], FIRST + dt.timedelta(days=28 * (number % 3))
        at = {
            "sent_at": sent,
            "due_at": sent + dt.timedelta(days=7),
            "taken_at": sent,
            "agreed_at": sent + dt.timedelta(hours=1),
        }
        rows.append(ConsultationFactory.build(school=school, desk=desk, written_by=there.manager, **{**at, **said}))
    return _keep(Consultation, rows)


def _keep(model: Any, rows: list[Any]) -> list[Any]:
    with recording.acting(by=SYSTEM, verb="test"):
        return model.objects.bulk_create(rows)


def figures(table: SafeTable) -> dict[str, int | None]:
    return {figure.values[0]: figure.shown for figure in table.figures}


def test_told_by_month_theme_answer_and_outcome(there: Counted) -> None:
    agreed = asks(there, 12, theme="anxiety")
    outcomes = [WhatHappened.IN_SCHOOL] * 6 + [WhatHappened.SPECIALIST] * 6
    happened = zip(agreed, outcomes, strict=True)
    _keep(FollowUp, [FollowUp(consultation=one, outcome=what, told_by=there.manager) for one, what in happened])
    asks(there, 9, theme="attendance", state=ConsultationState.WITHDRAWN, taken_at=None, agreed_at=None)
    asks(there, 4, state=ConsultationState.DRAFT, sent_at=None, due_at=None, lead=None)
    made = publish(there)
    tables = published.tables(made)

    assert figures(tables["consultations"]) == {"all": 20}
    assert figures(tables["consultations_outcome"]) == {
        "stayed_in_school": 5, "went_on": 5, "not_told": None, "without_advice": 10,
    }  # fmt: skip
    assert figures(tables["consultations_answer"]) == {"answered_in_time": 10}
    assert figures(tables["consultations_talk"]) == {
        "up_to_15_minutes": None, "15_to_30_minutes": None, "over_30_minutes": None, "no_live_talk": 20,
    }  # fmt: skip
    assert figures(tables["quarter"]) == {"all": 35}  # nobody more than the young people who came
    months = published.months_of(made)
    told = [published.get_table(month, "consultations_month") for month, _ in months]
    assert [list(figures(table).values()) for table in told] == [[5], [5], [5]]


def test_minutes_of_live_talks_are_told_in_bands(there: Counted) -> None:
    for minutes in (12, 25, 40):
        for one in asks(there, 6):
            conversation = ConversationFactory()
            for after in range(0, minutes + 1, minutes // 5):
                at = one.taken_at + dt.timedelta(minutes=after)
                MessageFactory(author=ParticipantFactory(conversation=conversation), created_at=at)
            one.conversation = conversation
            with recording.acting(by=SYSTEM, verb="test"):
                one.save()
    assert figures(published.tables(publish(there))["consultations_talk"]) == {
        "up_to_15_minutes": 5, "15_to_30_minutes": 5, "over_30_minutes": 5, "no_live_talk": None,
    }  # fmt: skip


def test_what_was_published_before_there_were_minutes_is_of_all_minutes() -> None:
    known = Known(("month 1", "all", "all", "all", "all"), 5, 9, 1, ("consultations_month",))
    assert release._known(known).cell == ("month 1", "all", "all", "all", "all", "all")


def test_few_look_as_none_and_are_said_to_be_consultations(there: Counted) -> None:
    asks(there, 3)
    tables = published.tables(publish(there))
    table = tables["consultations_theme"]

    assert set(figures(table).values()) == {None}
    assert lay_out(table).counted == "Consultations"
    assert words.CONSULTATIONS in lay_out(table).notes
    assert words.PEOPLE not in lay_out(table).notes
    assert b"Consultations" in file_of(table, FileKind.CSV)
    part = next(one for one in parts_of(tables, whose=Whose(kind=TeamKind.MHST)) if one.part.key == "how_used")
    together = {"whole_school", "whole_school_size", "whole_school_cluster"}
    assert {tile.key for tile in part.tiles if not tile.laid_out} == (together | set(KEYS)) - {"consultations_month"}


def test_what_was_left_out_is_told_of_as_what_is_small_and_not_of_a_team_without_it(there: Counted) -> None:
    """Silence would say that nothing happened."""
    asks(there, 3)
    tables = published.tables(publish(there))
    left_out = {key: table for key, table in tables.items() if key not in KEYS}
    team = Whose(kind=TeamKind.MHST)

    assert functions_of(left_out, team) == functions_of(tables, team)
    assert [line.said for line in functions_of(tables, team)] == ["35 young people", *["Not shown this quarter"] * 2]
    assert functions_of(left_out, Whose(kind=TeamKind.COUNSELLING)) == []
    assert _not_shown(left_out, team) == _not_shown(tables, team)
    assert {key for key in _not_shown(left_out, Whose()) if key in KEYS} == set()


def _not_shown(tables: dict[str, SafeTable], team: Whose) -> dict[str, str]:
    told = parts_of(tables, NEVER, team)
    return {tile.key: tile.title for one in told for tile in one.tiles if not tile.laid_out}


def test_a_total_is_left_out_where_some_of_its_months_are_hidden(there: Counted) -> None:
    """January shows 5, February and March nothing: the total less the one would tell of the two."""
    asks(there, 13)
    made = publish(there)

    assert ["consultations", "withheld", "by what its months showed"] in made.log
    assert "consultations" not in published.tables(made)


def test_a_revision_tells_what_happened_meanwhile(there: Counted) -> None:
    rows = asks(there, 12, state=ConsultationState.WAITING)
    assert figures(published.tables(publish(there))["consultations_outcome"])["without_advice"] == 10
    for row in rows:
        row.state, row.over_at = ConsultationState.CLOSED, AFTERWARDS
    with recording.acting(by=SYSTEM, verb="test"):
        Consultation.objects.bulk_update(rows, ["state", "over_at"])

    again = publication.revise(worked_out=work_out_again(there.team, QUARTER, AFTERWARDS), by=there.manager)
    assert figures(published.tables(again)["consultations"]) == {"all": 10}


def test_counted_once_by_the_team_that_came_first(there: Counted) -> None:
    other = TeamSchoolFactory(school=there.schools[0], starts_on=dt.date(2025, 10, 1)).team
    asks(there, 6)

    mine, theirs = ({*consultation._counted_here(team, QUARTER).values()} for team in (there.team, other))
    assert mine.isdisjoint(theirs)
    assert len(mine) == 3


def test_nothing_is_told_where_no_specialists_answer_or_of_another_sort_of_team(time_machine) -> None:
    time_machine.move_to(AFTERWARDS, tick=False)
    there = counted()
    assert not consultation.can_be_asked(there.team, QUARTER)
    DeskFactory(councils={school.council for school in there.schools})
    assert consultation.can_be_asked(there.team, QUARTER)
    there.team.kind = TeamKind.COUNSELLING
    assert not consultation.can_be_asked(there.team, QUARTER)


def test_every_theme_stands_with_others() -> None:
    assert sorted(theme for few in THEMES.values() for theme in few) == sorted(ConsultationTheme.values)
