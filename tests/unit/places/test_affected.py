import datetime as dt
import uuid
from collections.abc import Iterator

import pytest

from mhst.places import affected
from mhst.places.affected import Question

SCHOOL, DAY = uuid.uuid4(), dt.date(2026, 9, 14)


@pytest.fixture
def alone() -> Iterator[None]:
    """Nobody but this test answers."""
    present = affected._answers[:]
    affected._answers.clear()
    yield
    affected._answers[:] = present


@pytest.mark.usefixtures("alone")
def test_answers_are_added_up_and_an_answer_counts_once() -> None:
    def two(question: Question) -> dict[uuid.UUID, int]:
        return dict.fromkeys(question.school_ids, 2)

    def three(question: Question) -> dict[uuid.UUID, int]:
        return dict.fromkeys(question.school_ids, 3)

    for answer in (two, three, two):
        affected.counts(answer)
    assert affected.sessions_at(SCHOOL, DAY) == 5


@pytest.mark.usefixtures("alone")
def test_without_anybody_to_ask_there_are_none() -> None:
    assert affected.sessions_at(SCHOOL, DAY) == 0
    assert affected.sessions(Question(frozenset(), DAY)) == {}


def test_who_employs_people_in_a_team_is_asked_of_everybody() -> None:
    present = affected._employers[:]
    affected._employers.clear()
    try:
        assert affected.employers(SCHOOL) == set()
        one, other = uuid.uuid4(), uuid.uuid4()
        for answer in (lambda team: {one}, lambda team: {one, other}):
            affected.employs(answer)
        assert affected.employers(SCHOOL) == {one, other}
    finally:
        affected._employers[:] = present
