from types import SimpleNamespace

import pytest

from mhst.core.errors import Refused
from sessions_app.enums import AttendanceCode
from sessions_app.rules.session_record import Words, check_can_sign, check_scores
from tests.support.refusals import said


@pytest.mark.parametrize("score", [0, 5, 10])
def test_how_near_a_goal_is(score) -> None:
    assert check_scores(Words(scores={1: score})) is None


@pytest.mark.parametrize("score", [-1, 11])
def test_no_score_beyond_the_scale(score) -> None:
    with pytest.raises(Refused, match="from 0 to 10"):
        check_scores(Words(scores={1: 3, 2: score}))


WHOLE = {"note": "They came and we talked.", "safety": "Asked. Nothing to worry about."}


def signing(code: str | None, **words: object) -> str | None:
    """What is said when this is signed."""
    sheet = SimpleNamespace(attendance=code and SimpleNamespace(code=code))
    record = SimpleNamespace(**{"safety_plan": "", "safety_owner_id": None, **WHOLE, **words})
    return said(check_can_sign, sheet=sheet, record=record)


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        (None, {}, "Say first whether they came."),
        (AttendanceCode.ON_TIME, {"note": ""}, "Write a note about the session before you sign."),
        (AttendanceCode.ON_TIME, {"safety_plan": "Ring"}, "Choose who sees to what is to be done."),
        (AttendanceCode.ON_TIME, {"safety_owner_id": 1}, "Write what is to be done, or choose nobody to see to it."),
    ],
)
def test_what_is_missing_is_said_before_it_stays_for_good(code, words, sentence) -> None:
    assert signing(code, **words) == sentence


def test_what_is_whole_is_signed() -> None:
    assert signing(AttendanceCode.ON_TIME) is None
    assert signing(AttendanceCode.ON_TIME, safety_plan="Ring the school.", safety_owner_id=1) is None
