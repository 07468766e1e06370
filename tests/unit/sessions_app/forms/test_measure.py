"""Scores copied from paper: the range is that of whoever filled the form in."""

import pytest

from sessions_app.forms.measure import WHOLE, ScoresForm
from sessions_app.instruments import find

ON = {"on_0": "1", "on_1": "10", "on_2": "2025"}


def wrong(instrument: str, rater: str, **scores: str) -> dict[str, list[str]]:
    names = dict.fromkeys(scores, "A score")
    form = ScoresForm({**ON, **scores}, instrument=find(instrument), rater=rater, names=names)
    return {code: form.errors[code] for code in scores if code in form.errors}


@pytest.mark.parametrize(("instrument", "code"), [("goals", "goal-1"), ("sdq", "peer"), ("sdq", "impact")])
def test_where_scores_are_whole_nothing_in_between_is_taken(instrument: str, code: str) -> None:
    assert wrong(instrument, "self", **{code: "3.5"}) == {code: [WHOLE]}
    assert wrong(instrument, "self", **{code: "3"}) == {}


@pytest.mark.parametrize(("rater", "score", "refused"), [("teacher", "7", 1), ("teacher", "6", 0), ("self", "9", 0)])
def test_a_teachers_impact_ends_at_six(rater: str, score: str, refused: int) -> None:
    assert len(wrong("sdq", rater, impact=score)) == refused
    assert find("sdq").scale("impact").holds(float(score), rater) is not bool(refused)
